/**
 * A set of indices as text, small enough for a message: base64 of whichever is shorter, a bit an index (after `b`) or
 * the gaps between the sorted indices as LEB128 numbers (after `g`). `count` is how many things there are to index.
 */
export function encodeIndexSet(sorted: ArrayLike<number>, count: number): string {
  const gaps: number[] = []
  const bitBytes = Math.ceil(count / 8)
  let last = -1
  for (let i = 0; i < sorted.length && gaps.length <= bitBytes; i++) {
    let gap = sorted[i] - last - 1
    last = sorted[i]
    while (gap >= 0x80) {
      gaps.push((gap & 0x7f) | 0x80)
      gap = Math.floor(gap / 0x80)
    }
    gaps.push(gap)
  }
  if (gaps.length <= bitBytes) return `g${toBase64(Uint8Array.from(gaps))}`
  const bits = new Uint8Array(bitBytes)
  for (let i = 0; i < sorted.length; i++) bits[sorted[i] >> 3] |= 1 << (sorted[i] & 7)
  return `b${toBase64(bits)}`
}

/** The sorted indices of an encoded set. Throws `RangeError` where it is none of `count` things. */
export function decodeIndexSet(text: string, count: number): Uint32Array {
  const bytes = fromBase64(text.slice(1))
  const indices = bytes && (text[0] === 'b' ? fromBits(bytes, count) : text[0] === 'g' ? fromGaps(bytes) : null)
  if (!indices || (indices.length > 0 && indices[indices.length - 1] >= count)) {
    throw new RangeError(`This is no set of ${count} things`)
  }
  return Uint32Array.from(indices)
}

/** How many indices an encoded set has, without making them. 0 where it is none. */
export function countIndexSet(text: string): number {
  const bytes = fromBase64(text.slice(1)) ?? new Uint8Array()
  let count = 0
  if (text[0] === 'b') for (const byte of bytes) for (let left = byte; left > 0; left &= left - 1) count++
  else for (const byte of bytes) if (byte < 0x80) count++
  return count
}

function fromBits(bits: Uint8Array, count: number): number[] | null {
  if (bits.length !== Math.ceil(count / 8)) return null
  const indices: number[] = []
  for (let i = 0; i < bits.length; i++) {
    for (let bit = 0; bits[i] >> bit !== 0; bit++) if ((bits[i] >> bit) & 1) indices.push(8 * i + bit)
  }
  return indices
}

function fromGaps(bytes: Uint8Array): number[] | null {
  const indices: number[] = []
  let last = -1
  let gap = 0
  let place = 1
  for (const byte of bytes) {
    gap += (byte & 0x7f) * place
    place *= 0x80
    if (byte & 0x80) {
      if (place > 2 ** 35) return null
      continue
    }
    last += gap + 1
    indices.push(last)
    gap = 0
    place = 1
  }
  return place === 1 ? indices : null
}

/** In pieces: a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(binary)
}

function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}
