import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readArrays, writeArrays } from '../../../src-engine/library/array-file.ts'
import { takeArray } from '../../../src-shared/array-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glimpse3d-arrays-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('arrays come back bit for bit, of every type, also from shared memory and from the middle of a buffer', async () => {
  const shared = new Float32Array(new SharedArrayBuffer(12))
  shared.set([Number.NaN, -0, 1e-40])
  const arrays = {
    shared,
    part: new Float64Array(Float64Array.of(9, Math.PI, Number.NEGATIVE_INFINITY, 9).buffer, 8, 2),
    bytes: Uint8Array.of(0, 255, 7),
    empty: new Float32Array(0),
    indices: Uint32Array.of(0xffffffff, 1),
  }
  const path = join(folder, 'all.bin')
  await writeArrays(path, arrays)
  const read = await readArrays(path)
  expect(Object.keys(read)).toEqual(Object.keys(arrays))
  for (const [name, array] of Object.entries(arrays)) {
    expect(read[name].constructor).toBe(array.constructor)
    expect(Buffer.from(read[name].buffer)).toEqual(
      Buffer.from(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)),
    )
  }
  expect(() => takeArray(read, 'bytes', Float32Array)).toThrow('bytes')
})

test('the layout is the documented one', async () => {
  const path = join(folder, 'layout.bin')
  await writeArrays(path, { a: Uint8Array.of(1, 2, 3), b: Float64Array.of(0.5) })
  const bytes = await readFile(path)
  expect(bytes.toString('latin1', 0, 8)).toBe('G3DARR1\n')
  const header = JSON.parse(bytes.toString('utf8', 12, 12 + bytes.readUInt32LE(8)))
  expect(header).toMatchObject([
    { name: 'a', type: 'u8', length: 3 },
    { name: 'b', type: 'f64', length: 1 },
  ])
  for (const { offset } of header) expect(offset % 8).toBe(0)
  expect([...bytes.subarray(header[0].offset, header[0].offset + 3)]).toEqual([1, 2, 3])
  expect(bytes.readDoubleLE(header[1].offset)).toBe(0.5)
})

test('a file that is cut short or something else is refused', async () => {
  const path = join(folder, 'cut.bin')
  await writeArrays(path, { a: new Float32Array(100) })
  await truncate(path, 300)
  await expect(readArrays(path)).rejects.toThrow('not a complete array file')
  await writeFile(path, 'something else altogether')
  await expect(readArrays(path)).rejects.toThrow('not a complete array file')
})
