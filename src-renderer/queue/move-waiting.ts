/**
 * The waiting projects after `id` has been moved by so many places, or to where `to` stands; the same list where that
 * leads nowhere.
 */
export function moveBy(waiting: readonly string[], id: string, by: number): readonly string[] {
  const at = waiting.indexOf(id)
  return at < 0 ? waiting : moveTo(waiting, id, waiting[at + by])
}

export function moveTo(waiting: readonly string[], id: string, to: string | undefined): readonly string[] {
  const target = to === undefined ? -1 : waiting.indexOf(to)
  if (target < 0 || !waiting.includes(id) || id === to) return waiting
  const others = waiting.filter((other) => other !== id)
  return [...others.slice(0, target), id, ...others.slice(target)]
}
