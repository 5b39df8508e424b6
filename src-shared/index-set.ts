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
  return indices
}

/** How many indices an encoded set has, without making them. 0 where it is none. */
export function countIndexSet(text: string): number {
  const bytes = fromBase64(text.slice(1)) ?? new Uint8Array()
  return text[0] === 'b' ? bitsSet(bytes) : endsOfGaps(bytes)
}

function fromBits(bits: Uint8Array, count: number): Uint32Array | null {
  if (bits.length !== Math.ceil(count / 8)) return null
  const indices = new Uint32Array(bitsSet(bits))
  for (let i = 0, at = 0; i < bits.length; i++) {
    for (let left = bits[i]; left > 0; left &= left - 1) indices[at++] = 8 * i + 31 - Math.clz32(left & -left)
  }
  return indices
}

function bitsSet(bits: Uint8Array): number {
  let count = 0
  for (let i = 0; i < bits.length; i++) for (let left = bits[i]; left > 0; left &= left - 1) count++
  return count
}

/** Null also for indices that no set of less than 2^32 things has. */
function fromGaps(bytes: Uint8Array): Uint32Array | null {
  const indices = new Uint32Array(endsOfGaps(bytes))
  let last = -1
  let gap = 0
  let place = 1
  let at = 0
  for (let i = 0; i < bytes.length; i++) {
    gap += (bytes[i] & 0x7f) * place
    place *= 0x80
    if (bytes[i] & 0x80) {
      if (place > 2 ** 35) return null
      continue
    }
    last += gap + 1
    if (last >= 2 ** 32) return null
    indices[at++] = last
    gap = 0
    place = 1
  }
  return place === 1 ? indices : null
}

function endsOfGaps(bytes: Uint8Array): number {
  let count = 0
  for (let i = 0; i < bytes.length; i++) if (bytes[i] < 0x80) count++
  return count
}

/** In pieces: a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(binary)
}

function fromBase64(text: string): Uint8Array | null {
  try {
    const binary = atob(text)
    const bytes = new Uint8Array(binary.length)
    for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
    return bytes
  } catch {
    return null
  }
}
