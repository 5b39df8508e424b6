/**
 * Which card an arrow key leads to, of `count` cards in rows of `columns`; null where it leads nowhere, or where the
 * key is none of these.
 */
export function nextCard(at: number, key: string, columns: number, count: number): number | null {
  const last = count - 1
  const next = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    // Into a last row that is shorter: to its end.
    ArrowDown: at + columns > last && Math.floor(at / columns) < Math.floor(last / columns) ? last : at + columns,
    Home: 0,
    End: last,
  }[key]
  return next === undefined || next < 0 || next > last || next === at ? null : next
}
