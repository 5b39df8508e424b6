/** Does the work for each, so many at a time. After the first failure nothing more is begun; it is thrown when the rest has ended. */
export async function forEachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  let failed: { readonly cause: unknown } | null = null
  const worker = async () => {
    while (next < items.length && !failed) {
      const item = items[next++]
      await work(item).catch((cause: unknown) => {
        failed ??= { cause }
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  if (failed) throw (failed as { readonly cause: unknown }).cause
}
