/** Visits `count` views in random order without replacement, then again in a new order: each view equally often. */
export function viewOrder(count: number, random: () => number): () => number {
  const order = Array.from({ length: count }, (_, i) => i)
  let next = count
  return () => {
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
