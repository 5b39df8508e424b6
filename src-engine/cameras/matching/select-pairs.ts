/** Neighbours in file order are always compared: photos are taken one after the other. */
const NEIGHBOURS_IN_ORDER = 3
/** Coarse matches that make a pair worth a full comparison, and best partners each photo keeps in any case. */
const ENOUGH_COARSE_MATCHES = 8
const BEST_PARTNERS = 10

/** All pairs a < b of `photos` photos, as a, b, a, b, ... */
export function allPairs(photos: number): Uint32Array {
  const pairs = new Uint32Array(photos * (photos - 1))
  let at = 0
  for (let a = 0; a < photos; a++) {
    for (let b = a + 1; b < photos; b++) {
      pairs[at++] = a
      pairs[at++] = b
    }
  }
  return pairs
}

/**
 * The pairs worth a full comparison, given the number of coarse matches of each pair in the order of `allPairs`: those
 * with enough of them, each photo's best partners, and neighbours in file order.
 */
export function selectPairs(photos: number, coarseMatches: ArrayLike<number>): Uint32Array {
  const pairs = allPairs(photos)
  const keep = new Uint8Array(coarseMatches.length)
  const partners: number[][] = Array.from({ length: photos }, () => [])
  for (let p = 0; p < keep.length; p++) {
    const [a, b] = [pairs[2 * p], pairs[2 * p + 1]]
    if (coarseMatches[p] >= ENOUGH_COARSE_MATCHES || b - a <= NEIGHBOURS_IN_ORDER) keep[p] = 1
    partners[a].push(p)
    partners[b].push(p)
  }
  for (const list of partners) {
    list.sort((p, q) => coarseMatches[q] - coarseMatches[p] || p - q)
    for (const p of list.slice(0, BEST_PARTNERS)) keep[p] = 1
  }
  return pairs.filter((_, i) => keep[i >> 1] === 1)
}
