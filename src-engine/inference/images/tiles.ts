/** A part of a picture that goes through a network at once, and the part of it that is kept; all in the picture's pixels. */
export interface Tile {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly keepLeft: number
  readonly keepTop: number
  readonly keepRight: number
  readonly keepBottom: number
}

/**
 * Tiles of at most `pixels` square whose kept parts cover the picture once. Around what is kept lie `overlap` pixels more,
 * so that the network sees what surrounds it. `exact`: every tile has the full size, reaching beyond the picture if it must.
 */
export function tilesOf(
  { width, height }: { width: number; height: number },
  { pixels, overlap }: { pixels: number; overlap: number },
  exact: boolean,
): Tile[] {
  const columns = spans(width, pixels, overlap, exact)
  const rows = spans(height, pixels, overlap, exact)
  return rows.flatMap((row) =>
    columns.map((column) => ({
      left: column.start,
      top: row.start,
      width: column.length,
      height: row.length,
      keepLeft: column.keepStart,
      keepTop: row.keepStart,
      keepRight: column.keepEnd,
      keepBottom: row.keepEnd,
    })),
  )
}

function spans(length: number, pixels: number, overlap: number, exact: boolean) {
  const kept = length <= pixels ? length : Math.max(1, pixels - 2 * overlap)
  const count = Math.ceil(length / kept)
  return Array.from({ length: count }, (_, i) => {
    const keepStart = i * kept
    const keepEnd = Math.min(length, keepStart + kept)
    if (exact) return { start: count === 1 ? 0 : keepStart - overlap, length: pixels, keepStart, keepEnd }
    const start = Math.max(0, keepStart - overlap)
    return { start, length: Math.min(length, keepEnd + overlap) - start, keepStart, keepEnd }
  })
}
