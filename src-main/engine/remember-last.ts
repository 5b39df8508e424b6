/** How long results are kept that nobody asks for: models are large. */
const IDLE_MS = 60_000

/**
 * Keeps the last `size` results by their key, each made once however many ask for it at a time. What fails is not kept.
 */
export function rememberLast<Value>(size: number): (key: string, make: () => Promise<Value>) => Promise<Value> {
  const known = new Map<string, Promise<Value>>()
  let forgetting: NodeJS.Timeout | undefined
  return (key, make) => {
    clearTimeout(forgetting)
    forgetting = setTimeout(() => known.clear(), IDLE_MS).unref()
    const value = known.get(key) ?? make()
    known.delete(key)
    known.set(key, value)
    for (const oldest of known.keys()) if (known.size > size) known.delete(oldest)
    value.catch(() => known.delete(key))
    return value
  }
}
