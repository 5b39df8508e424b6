/** Namespace of the ids that the studio derives: a UUID drawn once for this purpose. */
export const STUDIO_NAMESPACE = '6f1d7c52-3d0a-4b1e-9c57-0c1f8a2be94d'

/**
 * UUID of version 5 (RFC 9562, 5.5): SHA-1 of the namespace and the name. The same name always has the same id, so what
 * is sent twice is there once. Throws a `RangeError` where the namespace is no UUID.
 */
export async function stableId(namespace: string, name: string): Promise<string> {
  const space = bytesOfUuid(namespace)
  const text = new TextEncoder().encode(name)
  const joined = new Uint8Array(space.length + text.length)
  joined.set(space)
  joined.set(text, space.length)
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-1', joined)).subarray(0, 16)
  bytes[6] = (bytes[6] & 0x0f) | 0x50
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = toHex(bytes)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** SHA-256, hex, of a JSON value as it is written here: keys in the order they stand in. */
export async function hashOfJson(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

function bytesOfUuid(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new RangeError(`${uuid} is no UUID`)
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
