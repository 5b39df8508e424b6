/**
 * Visits `count` views in random order without replacement, then again in a new order: each view equally often. Begins
 * where a run that has `visited` so many already would go on.
 */
export function viewOrder(count: number, random: () => number, visited = 0): () => number {
  const order = Array.from({ length: count }, (_, i) => i)
  let next = count
  for (let visit = 0; visit < visited; visit++) visitNext()
  return visitNext

  function visitNext(): number {
    if (next === count) {
      for (let i = count - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1))
        ;[order[i], order[j]] = [order[j], order[i]]
      }
      next = 0
    }
    return order[next++]
  }
}
