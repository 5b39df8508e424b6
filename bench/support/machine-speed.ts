/**
 * How fast this machine is just now, to compare seconds of different machines: GFLOP/s of a tight scalar loop on one core,
 * 16 operations an iteration over 8 independent chains. The best of five short runs.
 */
export function machineSpeed(): number {
  let best = 0
  for (let run = 0; run < 5; run++) {
    const begun = performance.now()
    chains(2e7)
    best = Math.max(best, (16 * 2e7) / (performance.now() - begun) / 1e6)
  }
  return best
}

function chains(iterations: number): number {
  const [m, c] = [0.999999, 1e-7]
  let [x0, x1, x2, x3, x4, x5, x6, x7] = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7]
  for (let i = 0; i < iterations; i++) {
    x0 = x0 * m + c
    x1 = x1 * m + c
    x2 = x2 * m + c
    x3 = x3 * m + c
    x4 = x4 * m + c
    x5 = x5 * m + c
    x6 = x6 * m + c
    x7 = x7 * m + c
  }
  return x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7
}
