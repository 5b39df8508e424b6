import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { harmonicsRotation } from '../../../src-engine/edits/rotate-harmonics.ts'
import { exportModel } from '../../../src-engine/export/export-model.ts'
import { readSplats } from '../../../src-engine/export/read-splats.ts'
import { rotationFromVector } from '../../../src-engine/math/rotation.ts'
import { SPLAT_CODECS } from '../../../src-engine/splats/formats/codecs.ts'
import { halfTurnAboutX } from '../../../src-engine/splats/formats/half-turn.ts'
import { splatLibrary, toTable } from '../../../src-engine/splats/formats/splat-table.ts'
import { startingSplats } from '../../../src-engine/splats/starting-splats.ts'
import { shBasis } from '../../../src-engine/training/cpu/spherical-harmonics.ts'
import { rotationMatrix } from '../../../src-shared/quaternion.ts'
import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { ringScene } from '../../support/known-scene.ts'
import { randomSplats } from '../../support/test-models.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

/** Cameras three units from the origin that look at it: the splats, within one unit, lie before them. */
const { cameras } = ringScene()
const inOurWorld = { cameras, toWorld: null, shDegree: 2 } as const

async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(temporaryFolder(), name)
  await writeFile(path, bytes)
  return path
}

const plyOf = async (cloud: SplatCloud) => file('cloud.ply', await SPLAT_CODECS.ply.encode(cloud))

/** Colour of splat i seen along a direction. */
function colorAlong({ sh, shDegree }: SplatCloud, i: number, [x, y, z]: readonly number[]): number[] {
  const size = shCoefficientCount(shDegree)
  const basis = new Float64Array(size)
  shBasis(shDegree, x, y, z, basis)
  return [0, 1, 2].map((c) => basis.reduce((sum, value, k) => sum + value * sh[3 * (size * i + k) + c], 0.5))
}

/** R diag(s^2) R^T of splat i, row-major. */
function covariance({ rotations, logScales }: SplatCloud, i: number): number[] {
  const [w, x, y, z] = rotations.subarray(4 * i, 4 * i + 4)
  const r = rotationMatrix([w, x, y, z])
  return [0, 1, 2].flatMap((a) =>
    [0, 1, 2].map((b) =>
      [0, 1, 2].reduce((sum, k) => sum + r[3 * a + k] * r[3 * b + k] * Math.exp(2 * logScales[3 * i + k]), 0),
    ),
  )
}

describe('splats that this program has exported', () => {
  test.each(['ply'] as const)('%s gives back the very same splats', async (format) => {
    const cloud = randomSplats(300, 2)
    const path = join(temporaryFolder(), `model.${format}`)
    await exportModel({ cloud, format, path })
    expect(await startingSplats(path, inOurWorld)).toEqual(cloud)
  })

  test.each(['spz', 'splat'] as const)('%s gives them back to within its precision', async (format) => {
    const cloud = randomSplats(300, 2)
    const path = join(temporaryFolder(), `model.${format}`)
    await exportModel({ cloud, format, path })
    const back = await startingSplats(path, inOurWorld)
    expect([back.count, back.shDegree, back.sh.length]).toEqual([300, 2, cloud.sh.length])
    back.positions.forEach((value, i) => {
      expect(Math.abs(value - cloud.positions[i])).toBeLessThan(2e-4)
    })
  })

  test.each([
    [0, 0],
    [1, 1],
    [3, 2],
  ] as const)('degree %i asked for: harmonics are cut off or begin at zero', async (shDegree, kept) => {
    const cloud = randomSplats(20, 2)
    const { sh, ...rest } = await startingSplats(await plyOf(cloud), { ...inOurWorld, shDegree })
    const { sh: _, ...unchanged } = cloud
    expect(rest).toEqual({ ...unchanged, shDegree })
    const [wanted, had] = [shCoefficientCount(shDegree), shCoefficientCount(2)]
    for (let i = 0; i < 20; i++)
      for (let k = 0; k < 3 * wanted; k++)
        expect(sh[3 * wanted * i + k]).toBe(k < 3 * shCoefficientCount(kept) ? cloud.sh[3 * had * i + k] : 0)
  })
})

describe('the formats of others', () => {
  test('SuperSplat compressed PLY and SOG hold the splats of the plain PLY', async () => {
    const cloud = randomSplats(300, 0)
    const { MemoryFileSystem, writeCompressedPly, writeSog } = await splatLibrary()
    const files = new MemoryFileSystem()
    const dataTable = await toTable(cloud, false)
    await writeCompressedPly({ filename: 'a.compressed.ply', dataTable }, files)
    await writeSog({ filename: 'a.sog', dataTable, bundle: true, iterations: 1 }, files)
    const middle = (from: SplatCloud) =>
      [0, 1, 2].map((k) => from.positions.reduce((s, v, i) => (i % 3 === k ? s + v : s)) / from.count)
    for (const [name, bytes] of files.results) {
      const back = await startingSplats(await file(name, bytes), inOurWorld)
      expect(back.count).toBe(300)
      middle(back).forEach((value, k) => {
        expect(value).toBeCloseTo(middle(cloud)[k], 2)
      })
      expect(Math.max(...back.positions)).toBeCloseTo(Math.max(...cloud.positions), 2)
    }
    expect(files.results.size).toBe(2)
  })

  test('ksplat', async () => {
    // One section of one splat, uncompressed: the layout of mkkellogg's GaussianSplats3D.
    const bytes = new DataView(new ArrayBuffer(4096 + 1024 + 44))
    bytes.setUint8(1, 1)
    for (const [at, value] of [
      [4, 1],
      [8, 1],
      [12, 1],
      [16, 1],
    ] as const)
      bytes.setUint32(at, value, true)
    for (const [at, value] of [
      [0, 1],
      [4, 1],
      [8, 256],
      [12, 0],
    ] as const)
      bytes.setUint32(4096 + at, value, true)
    const floats = [0.1, 0.2, -0.3, 0.01, 0.02, 0.03, 1, 0, 0, 0]
    floats.forEach((value, i) => {
      bytes.setFloat32(5120 + 4 * i, value, true)
    })
    ;[255, 0, 0, 128].forEach((value, i) => {
      bytes.setUint8(5160 + i, value)
    })
    const cloud = await startingSplats(await file('one.ksplat', new Uint8Array(bytes.buffer)), inOurWorld)
    expect([...cloud.positions].map((v) => Number(v.toFixed(4)))).toEqual([0.1, -0.2, 0.3])
    expect([...cloud.logScales].map(Math.exp).map((v) => Number(v.toFixed(4)))).toEqual([0.01, 0.02, 0.03])
  })
})

test('with imported cameras the similarity that took them to our world takes the splats along, colours included', async () => {
  // What another program has trained lies in its file just as in the world of its cameras.
  const theirs = randomSplats(40, 3)
  const path = await plyOf(halfTurnAboutX(theirs))
  const rotation = Array.from(rotationFromVector(0.7, -1.9, 0.4, new Float64Array(9)))
  const toWorld = { scale: 0.4, rotation, translation: [0.1, -0.2, 0.3] }
  const ours = await startingSplats(path, { cameras, toWorld, shDegree: 3 })
  const turn = (p: readonly number[]) =>
    [0, 1, 2].map((k) => rotation[3 * k] * p[0] + rotation[3 * k + 1] * p[1] + rotation[3 * k + 2] * p[2])
  const direction = [0.48, -0.6, 0.64]
  for (let i = 0; i < theirs.count; i++) {
    const moved = turn([...theirs.positions.subarray(3 * i, 3 * i + 3)]).map((v, k) => 0.4 * v + toWorld.translation[k])
    moved.forEach((value, k) => {
      expect(ours.positions[3 * i + k]).toBeCloseTo(value, 5)
    })
    const seen = colorAlong(ours, i, turn(direction))
    colorAlong(theirs, i, direction).forEach((value, c) => {
      expect(seen[c]).toBeCloseTo(value, 5)
    })
    // C' = s^2 R C R^T
    const [before, after] = [covariance(theirs, i), covariance(ours, i)]
    const half = [0, 1, 2].flatMap((a) =>
      [0, 1, 2].map((b) => [0, 1, 2].reduce((s, k) => s + rotation[3 * a + k] * before[3 * k + b], 0)),
    )
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) {
        const expected = 0.16 * [0, 1, 2].reduce((s, k) => s + half[3 * a + k] * rotation[3 * b + k], 0)
        expect(Math.abs(after[3 * a + b] - expected)).toBeLessThan(1e-6)
      }
  }
  // The harmonics do turn: they would not have looked the same without.
  expect(Math.abs(harmonicsRotation(1, rotation)[5] - 1)).toBeGreaterThan(0.1)
})

describe('splats that cannot be begun with', () => {
  const refused = (path: string, options: Partial<Parameters<typeof startingSplats>[1]> = {}) =>
    startingSplats(path, { ...inOurWorld, ...options })

  test('no photo sees them: what to do depends on whose cameras they are', async () => {
    const cloud = randomSplats(100, 0)
    const path = await plyOf({ ...cloud, positions: cloud.positions.map((v, i) => (i % 3 === 2 ? v + 50 : v)) })
    await expect(refused(path)).rejects.toMatchObject({
      code: 'validation_failed',
      message: expect.stringContaining('cloud.ply are not where the photos look'),
      hint: expect.stringContaining('--cameras'),
    })
    const toWorld = { scale: 1, rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1], translation: [0, 0, 0] }
    await expect(refused(path, { toWorld })).rejects.toMatchObject({
      hint: expect.stringContaining('these very cameras'),
    })
  })

  test('a part of them is seen: a warning says how large', async () => {
    const cloud = randomSplats(100, 0)
    const positions = cloud.positions.map((v, i) => (i < 210 && i % 3 === 2 ? v + 50 : v / 2))
    const warnings: string[] = []
    await refused(await plyOf({ ...cloud, positions }), { onWarning: (message) => warnings.push(message) })
    expect(warnings).toEqual([expect.stringContaining('Only 30 % of the splats in cloud.ply lie within a photo')])
  })

  test('values that are no numbers: those splats are left out and counted, infinite opacity is kept', async () => {
    const cloud = randomSplats(50, 1)
    cloud.positions[3 * 7] = Number.NaN
    cloud.sh[12 * 9 + 4] = Number.NaN
    cloud.logScales[3 * 11] = Number.POSITIVE_INFINITY
    cloud.opacityLogits[20] = Number.POSITIVE_INFINITY
    cloud.logScales[3 * 21] = Number.NEGATIVE_INFINITY
    const warnings: string[] = []
    const kept = await refused(await plyOf(cloud), { onWarning: (message) => warnings.push(message) })
    expect(kept.count).toBe(47)
    expect(warnings).toEqual([expect.stringContaining('3 of the splats in cloud.ply')])
    for (const values of [kept.positions, kept.logScales, kept.opacityLogits, kept.sh])
      expect(values.every(Number.isFinite)).toBe(true)
    expect([...kept.positions.subarray(0, 21)]).toEqual([...cloud.positions.subarray(0, 21)])
    expect([...kept.positions.subarray(-9)]).toEqual([...cloud.positions.subarray(-9)])
    const none = randomSplats(5, 0)
    await expect(refused(await plyOf({ ...none, positions: none.positions.fill(Number.NaN) }))).rejects.toMatchObject({
      code: 'validation_failed',
      message: expect.stringContaining('None of the 5 splats in cloud.ply'),
    })
  })

  test('empty, malformed and foreign files are refused by name', async () => {
    const whole = await readFile(await plyOf(randomSplats(9, 0)))
    const cases: [string, Uint8Array | string, string][] = [
      ['empty.ply', '', 'validation_failed'],
      ['cut.ply', whole.subarray(0, -5), 'validation_failed'],
      ['text.ply', 'hello', 'unsupported_format'],
      [
        'nothing.ply',
        Buffer.from(whole.toString('latin1').replace('vertex 9', 'vertex 0'), 'latin1'),
        'validation_failed',
      ],
      ['odd.splat', 'hello', 'unsupported_format'],
      ['bad.spz', 'hello', 'unsupported_format'],
      ['bad.sog', 'hello', 'validation_failed'],
      ['bad.ksplat', 'hello', 'validation_failed'],
      ['mesh.glb', 'hello', 'unsupported_format'],
    ]
    for (const [name, bytes, code] of cases) {
      await expect(readSplats(await file(name, bytes)), name).rejects.toMatchObject({
        code,
        message: expect.stringContaining(name),
        hint: expect.stringMatching(/./),
      })
    }
    await expect(readSplats(join(temporaryFolder(), 'none.ply'))).rejects.toMatchObject({ code: 'path_not_found' })
  })
})
