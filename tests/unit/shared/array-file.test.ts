import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readArrayEntries, writeArrays } from '../../../src-engine/library/array-file.ts'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { parseArrays, type StoredArray } from '../../../src-shared/array-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glimpse3d-arrays-'))
})
afterAll(() => rm(folder, { recursive: true }))

const TYPES = [Float32Array, Float64Array, Uint8Array, Uint32Array]

test('whatever is written is read back, also from the middle of a larger buffer', async () => {
  const random = seededRandom(3)
  for (let round = 0; round < 20; round++) {
    const arrays: Record<string, StoredArray> = {}
    for (let i = 0; i < random() * 6; i++) {
      const array = new TYPES[Math.floor(random() * 4)](Math.floor(random() * 300))
      for (let k = 0; k < array.length; k++) array[k] = (random() - 0.3) * 1e4
      arrays[`array ${i} ${'x'.repeat(random() * 30)}`] = array
    }
    const path = join(folder, 'any.bin')
    await writeArrays(path, arrays)
    const bytes = await readFile(path)
    const within = new Uint8Array(bytes.length + 3)
    within.set(bytes, 3)
    const read = parseArrays(within.subarray(3))
    expect(read).toEqual(arrays)
    for (const [name, array] of Object.entries(arrays)) expect(read[name].constructor).toBe(array.constructor)
    const entries = await readArrayEntries(path)
    expect(entries.map(({ name, length }) => [name, length])).toEqual(
      Object.entries(arrays).map(([name, { length }]) => [name, length]),
    )
    if (bytes.length > 40) expect(() => parseArrays(bytes.subarray(0, 30))).toThrow('complete')
  }
})
