const BINS = 128

/** Otsu's threshold (1979) of values from 0 up: parts them into two groups with the least variance within each. */
export function otsu(values: Float32Array): number {
  const top = values.reduce((most, value) => Math.max(most, value), 0)
  if (top === 0) return 0
  const shares = new Float64Array(BINS)
  for (const value of values) shares[Math.min(BINS - 1, Math.floor((value / top) * BINS))] += 1 / values.length
  const mean = shares.reduce((sum, share, bin) => sum + bin * share, 0)
  let [best, at, below, sum] = [-1, 0, 0, 0]
  for (let bin = 0; bin < BINS - 1; bin++) {
    below += shares[bin]
    sum += bin * shares[bin]
    const between = (mean * below - sum) ** 2 / (below * (1 - below))
    if (between > best) [best, at] = [between, bin]
  }
  return ((at + 1) / BINS) * top
}
