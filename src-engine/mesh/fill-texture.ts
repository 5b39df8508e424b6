/**
 * Fills the texels between charts: first outwards ring by ring with the mean of the covered neighbours, so that
 * bilinear sampling at a seam meets the chart's own colour, then the rest by push-pull (Gortler et al. 1996), so that
 * coarse mip levels hold plausible colours instead of black.
 *
 * @param rgb 3 * size * size, changed in place.
 * @param covered 1 where a chart has written: size * size, changed in place.
 */
export function fillTexture(rgb: Uint8Array, covered: Uint8Array, size: number, rings: number): void {
  let front: number[] = []
  const touch = (i: number, each: (n: number) => void) => {
    const x = i % size
    const y = (i - x) / size
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        const [nx, ny] = [x + dx, y + dy]
        if ((dx !== 0 || dy !== 0) && nx >= 0 && ny >= 0 && nx < size && ny < size) each(ny * size + nx)
      }
  }
  for (let i = 0; i < covered.length; i++) {
    if (covered[i]) continue
    let borders = false
    touch(i, (n) => {
      borders ||= covered[n] === 1
    })
    if (borders) front.push(i)
  }
  const queued = covered.slice()
  for (const i of front) queued[i] = 1
  for (let ring = 0; ring < rings; ring++) {
    for (const i of front) {
      const sum = [0, 0, 0]
      let count = 0
      touch(i, (n) => {
        if (covered[n] !== 1) return
        for (let c = 0; c < 3; c++) sum[c] += rgb[3 * n + c]
        count++
      })
      for (let c = 0; c < 3; c++) rgb[3 * i + c] = Math.round(sum[c] / count)
    }
    const next: number[] = []
    for (const i of front) covered[i] = 1
    for (const i of front)
      touch(i, (n) => {
        if (queued[n]) return
        queued[n] = 1
        next.push(n)
      })
    front = next
  }
  pushPull(rgb, covered, size)
}

/** Averages covered texels to half the size, fills that, and takes what is still missing from it. */
function pushPull(rgb: Uint8Array, covered: Uint8Array, size: number): void {
  if (size <= 1) return
  const half = (size + 1) >> 1
  const small = new Uint8Array(3 * half * half)
  const has = new Uint8Array(half * half)
  for (let y = 0; y < half; y++)
    for (let x = 0; x < half; x++) {
      let [r, g, b, count] = [0, 0, 0, 0]
      for (let dy = 0; dy < 2; dy++)
        for (let dx = 0; dx < 2; dx++) {
          const [sx, sy] = [2 * x + dx, 2 * y + dy]
          if (sx >= size || sy >= size || !covered[sy * size + sx]) continue
          const s = 3 * (sy * size + sx)
          r += rgb[s]
          g += rgb[s + 1]
          b += rgb[s + 2]
          count++
        }
      if (count === 0) continue
      const d = y * half + x
      small[3 * d] = r / count
      small[3 * d + 1] = g / count
      small[3 * d + 2] = b / count
      has[d] = 1
    }
  pushPull(small, has, half)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const i = y * size + x
      if (covered[i]) continue
      const s = 3 * ((y >> 1) * half + (x >> 1))
      rgb[3 * i] = small[s]
      rgb[3 * i + 1] = small[s + 1]
      rgb[3 * i + 2] = small[s + 2]
    }
  covered.fill(1)
}
