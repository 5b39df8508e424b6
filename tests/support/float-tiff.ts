/** A TIFF of 32-bit floats, RGB, uncompressed, as camera raw converters and renderers write them; 1 is white. */
export function floatTiff(width: number, height: number, values: Float32Array): Uint8Array {
  const entries: [tag: number, type: 3 | 4, value: number, count?: number][] = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, 0, 3], // bits a sample: three numbers behind the directory
    [259, 3, 1],
    [262, 3, 2],
    [273, 4, 0], // where the pixels begin
    [277, 3, 3],
    [278, 4, height],
    [279, 4, values.byteLength],
    [339, 3, 0, 3], // sample format: three numbers behind the directory
  ]
  const directory = 8
  const threes = directory + 2 + 12 * entries.length + 4
  const pixels = threes + 16
  const bytes = new Uint8Array(pixels + values.byteLength)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0x4949)
  view.setUint16(2, 42, true)
  view.setUint32(4, directory, true)
  view.setUint16(directory, entries.length, true)
  for (const [i, [tag, type, value, count = 1]] of entries.entries()) {
    const at = directory + 2 + 12 * i
    view.setUint16(at, tag, true)
    view.setUint16(at + 2, type, true)
    view.setUint32(at + 4, count, true)
    const pointed = tag === 258 ? threes : tag === 339 ? threes + 8 : tag === 273 ? pixels : value
    if (type === 3 && count === 1) view.setUint16(at + 8, pointed, true)
    else view.setUint32(at + 8, pointed, true)
  }
  for (let k = 0; k < 3; k++) {
    view.setUint16(threes + 2 * k, 32, true)
    view.setUint16(threes + 8 + 2 * k, 3, true)
  }
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), pixels)
  return bytes
}
