/** Which photos are chosen, and from where a range is counted. */
export interface PhotoSelection {
  readonly ids: ReadonlySet<string>
  readonly anchor: string | null
}

export const NOTHING_SELECTED: PhotoSelection = { ids: new Set(), anchor: null }

export type SelectMode = 'replace' | 'toggle' | 'range'

/** Ctrl or ⌘ toggles one, Shift takes all from the last one clicked to this, as in file managers. */
export function modeOf(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): SelectMode {
  if (event.shiftKey) return 'range'
  return event.ctrlKey || event.metaKey ? 'toggle' : 'replace'
}

/** The selection after a click on `id`; `order` are the photos as they are shown. */
export function selectPhoto(
  { ids, anchor }: PhotoSelection,
  id: string,
  mode: SelectMode,
  order: readonly string[],
): PhotoSelection {
  if (mode === 'toggle') {
    const next = new Set(ids)
    if (!next.delete(id)) next.add(id)
    return { ids: next, anchor: id }
  }
  const from = anchor === null ? -1 : order.indexOf(anchor)
  if (mode === 'replace' || from < 0) return { ids: new Set([id]), anchor: id }
  const to = order.indexOf(id)
  return { ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor }
}
