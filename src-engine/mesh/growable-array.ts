/** A Float32Array that grows by doubling; `view()` is a copy of what has been pushed. */
export function growableFloats(initial = 1 << 14) {
  let data = new Float32Array(initial)
  let length = 0
  return {
    push3(a: number, b: number, c: number): number {
      if (length + 3 > data.length) {
        const larger = new Float32Array(2 * data.length)
        larger.set(data)
        data = larger
      }
      data[length] = a
      data[length + 1] = b
      data[length + 2] = c
      length += 3
      return length / 3 - 1
    },
    view: () => data.slice(0, length),
  }
}

/** A Uint32Array that grows by doubling, three entries at a time. */
export function growableIndices(initial = 1 << 14) {
  let data = new Uint32Array(initial)
  let length = 0
  return {
    push3(a: number, b: number, c: number): void {
      if (length + 3 > data.length) {
        const larger = new Uint32Array(2 * data.length)
        larger.set(data)
        data = larger
      }
      data[length] = a
      data[length + 1] = b
      data[length + 2] = c
      length += 3
    },
    view: () => data.slice(0, length),
  }
}
