/**
 * A typed array that grows by doubling, three entries at a time; `view()` is a copy of what has been pushed.
 *
 * @param make As in `(length) => new Float32Array(length)`.
 */
export function growableTriples<T extends Float32Array | Uint32Array>(make: (length: number) => T, initial = 1 << 14) {
  let data = make(initial)
  let length = 0
  return {
    /** Returns the index of the triple. */
    push3(a: number, b: number, c: number): number {
      if (length + 3 > data.length) {
        const larger = make(2 * data.length)
        larger.set(data)
        data = larger
      }
      data[length] = a
      data[length + 1] = b
      data[length + 2] = c
      length += 3
      return length / 3 - 1
    },
    view: () => data.slice(0, length) as T,
  }
}
