/**
 * A mask without the pixels whose square of `side` pixels (odd) is not all in it; beyond the picture everything counts
 * as in it.
 */
export function eroded(mask: Uint8Array, width: number, side: number): Uint8Array {
  return dilated(
    mask.map((value) => 1 - value),
    width,
    side,
  ).map((value) => 1 - value)
}

/** A mask with all pixels whose square of `side` pixels (odd) touches it. Rows first, then columns. */
export function dilated(mask: Uint8Array, width: number, side: number): Uint8Array {
  const reach = side >> 1
  const height = mask.length / width
  const rows = new Uint8Array(mask.length)
  const out = new Uint8Array(mask.length)
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i]) continue
    const x = i % width
    rows.fill(1, i - Math.min(reach, x), i + Math.min(reach, width - 1 - x) + 1)
  }
  for (let i = 0; i < mask.length; i++) {
    if (!rows[i]) continue
    const y = Math.floor(i / width)
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) out[v * width + (i % width)] = 1
  }
  return out
}
