import { describe, expect, test } from 'vitest'
import { SPLAT_CODECS } from '../../../src-engine/splats/formats/codecs.ts'
import { halfTurnAboutX } from '../../../src-engine/splats/formats/half-turn.ts'
import { splatLibrary } from '../../../src-engine/splats/formats/splat-table.ts'
import { SH_C0, type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { randomSplats } from '../../support/test-models.ts'

const DEGREES = [0, 1, 2, 3] as const

/** Largest difference of two arrays of the same length. */
function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length)
  let largest = 0
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]))
  return largest
}

const sigmoid = (logits: Float32Array) => logits.map((x) => 1 / (1 + Math.exp(-x)))

/** Largest angle between two sets of rotations, radians. */
function worstAngle(a: Float32Array, b: Float32Array): number {
  let largest = 0
  for (let i = 0; i < a.length; i += 4) {
    const dot = a[i] * b[i] + a[i + 1] * b[i + 1] + a[i + 2] * b[i + 2] + a[i + 3] * b[i + 3]
    largest = Math.max(largest, 2 * Math.acos(Math.min(1, Math.abs(dot))))
  }
  return largest
}

/** The 3DGS spherical-harmonics basis in direction (x, y, z), degree 3: the reference's constants and order. */
function basis(x: number, y: number, z: number): number[] {
  const [xx, yy, zz] = [x * x, y * y, z * z]
  return [
    SH_C0,
    ...[-0.4886025119 * y, 0.4886025119 * z, -0.4886025119 * x],
    ...[1.0925484306 * x * y, -1.0925484306 * y * z, 0.3153915653 * (2 * zz - xx - yy)],
    ...[-1.0925484306 * x * z, 0.5462742153 * (xx - yy)],
    ...[-0.5900435899 * y * (3 * xx - yy), 2.8906114426 * x * y * z, -0.4570457995 * y * (4 * zz - xx - yy)],
    0.3731763326 * z * (2 * zz - 3 * xx - 3 * yy),
    ...[-0.4570457995 * x * (4 * zz - xx - yy), 1.4453057213 * z * (xx - yy), -0.5900435899 * x * (xx - 3 * yy)],
  ]
}

/** Red of splat i seen along a direction. */
function red({ sh, shDegree }: SplatCloud, i: number, direction: readonly [number, number, number]): number {
  const coefficients = shCoefficientCount(shDegree)
  const values = basis(...direction).slice(0, coefficients)
  return values.reduce((sum, value, k) => sum + value * sh[3 * (i * coefficients + k)], 0.5)
}

/** Rows of the rotation matrix of a quaternion w x y z. */
function matrix([w, x, y, z]: Float32Array): number[][] {
  return [
    [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
    [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
    [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
  ]
}

describe('the half turn between our frame and that of the files', () => {
  const cloud = randomSplats(20, 3)
  const turned = halfTurnAboutX(cloud)

  test('moves splats and their axes alike', () => {
    for (let i = 0; i < cloud.count; i++) {
      const [x, y, z] = cloud.positions.subarray(3 * i, 3 * i + 3)
      expect([...turned.positions.subarray(3 * i, 3 * i + 3)]).toEqual([x, -y, -z])
      const before = matrix(cloud.rotations.subarray(4 * i, 4 * i + 4))
      const after = matrix(turned.rotations.subarray(4 * i, 4 * i + 4))
      // Each axis of the ellipsoid (a column) is turned; whether it points this way or the other does not matter.
      for (let axis = 0; axis < 3; axis++) {
        const dot =
          after[0][axis] * before[0][axis] - after[1][axis] * before[1][axis] - after[2][axis] * before[2][axis]
        expect(Math.abs(dot)).toBeCloseTo(1, 6)
      }
    }
  })

  test('a splat keeps its colour when the viewer turns with it', () => {
    const [x, y, z] = [0.48, -0.6, 0.64]
    for (let i = 0; i < cloud.count; i++) expect(red(turned, i, [x, -y, -z])).toBeCloseTo(red(cloud, i, [x, y, z]), 6)
  })

  test('undoes itself exactly', () => {
    expect(halfTurnAboutX(turned)).toEqual(cloud)
  })
})

describe('PLY', () => {
  test.each(DEGREES)('degree %i comes back bit for bit', async (degree) => {
    const cloud = randomSplats(1500, degree)
    expect(await SPLAT_CODECS.ply.decode(await SPLAT_CODECS.ply.encode(cloud))).toEqual(cloud)
  })

  test('has the layout of the 3DGS reference, y down, harmonics channel by channel', async () => {
    const cloud = randomSplats(2, 1)
    const bytes = await SPLAT_CODECS.ply.encode(cloud)
    const text = Buffer.from(bytes).toString('latin1')
    const header = text.slice(0, text.indexOf('end_header\n') + 11)
    expect(header).toMatch(/^ply\nformat binary_little_endian 1\.0\n/)
    expect([...header.matchAll(/property float (\S+)/g)].map(([, name]) => name).join(' ')).toBe(
      'x y z nx ny nz f_dc_0 f_dc_1 f_dc_2 f_rest_0 f_rest_1 f_rest_2 f_rest_3 f_rest_4 f_rest_5 f_rest_6 f_rest_7 f_rest_8 ' +
        'opacity scale_0 scale_1 scale_2 rot_0 rot_1 rot_2 rot_3',
    )
    const row = new Float32Array(Uint8Array.from(bytes.subarray(header.length)).buffer).subarray(0, 26)
    expect(bytes.length).toBe(header.length + 2 * 26 * 4)
    const { positions: p, sh } = cloud
    expect([...row.subarray(0, 6)]).toEqual([p[0], -p[1], -p[2], 0, 0, 0])
    // Degree 1 is y z x: the first two change sign. Red's three, then green's, then blue's.
    expect([...row.subarray(9, 15)]).toEqual([-sh[3], -sh[6], sh[9], -sh[4], -sh[7], sh[10]])
  })

  test('other PLY files and cut-off ones are refused in words', async () => {
    const bytes = await SPLAT_CODECS.ply.encode(randomSplats(10, 0))
    await expect(SPLAT_CODECS.ply.decode(bytes.subarray(0, -1))).rejects.toMatchObject({
      code: 'validation_failed',
      message: expect.stringContaining('cut off'),
    })
    const points =
      'ply\nformat binary_little_endian 1.0\nelement vertex 0\nproperty float x\nproperty float y\nproperty float z\nend_header\n'
    for (const other of [points, 'ply\nformat ascii 1.0\nend_header\n', 'no ply at all'])
      await expect(SPLAT_CODECS.ply.decode(Buffer.from(other))).rejects.toMatchObject({ code: 'unsupported_format' })
  })
})

describe('SPZ', () => {
  test.each(DEGREES)('degree %i comes back within its quantisation', async (degree) => {
    const cloud = randomSplats(500, degree)
    const bytes = await SPLAT_CODECS.spz.encode(cloud)
    const back = await SPLAT_CODECS.spz.decode(bytes)
    expect([back.count, back.shDegree]).toEqual([500, degree])
    expect(worst(back.positions, cloud.positions)).toBeLessThanOrEqual(0.5 / 4096 + 1e-6)
    expect(worst(back.logScales, cloud.logScales)).toBeLessThanOrEqual(0.5 / 16 + 1e-5)
    expect(worst(sigmoid(back.opacityLogits), sigmoid(cloud.opacityLogits))).toBeLessThanOrEqual(0.6 / 255)
    expect(worstAngle(back.rotations, cloud.rotations)).toBeLessThan(0.01)
    const coefficients = shCoefficientCount(degree)
    const dc = (_: number, i: number) => i % (3 * coefficients) < 3
    // Colour byte: 255 (0.15 dc + 0.5). Harmonics: 1/128 a step, 3 bits fewer at degree 1, 4 fewer above; range +-1.
    expect(worst(back.sh.filter(dc), cloud.sh.filter(dc))).toBeLessThanOrEqual(0.5 / (255 * 0.15) + 1e-3)
    const inRange = cloud.sh.map((v, i) => (dc(v, i) ? back.sh[i] : Math.max(-1, Math.min(1, v))))
    expect(worst(back.sh, inRange)).toBeLessThanOrEqual(8.5 / 128 + 1e-3)
  })

  test('lies the same way round as our PLY in the eyes of another program', async () => {
    const cloud = randomSplats(30, 3)
    const { MemoryFileSystem, MemoryReadFileSystem, readPly, writeSpz } = await splatLibrary()
    const [read, written] = [new MemoryReadFileSystem(), new MemoryFileSystem()]
    read.set('a.ply', await SPLAT_CODECS.ply.encode(cloud))
    const dataTable = await readPly(await read.createSource('a.ply'))
    await writeSpz({ filename: 'a.spz', dataTable, version: 3 }, written)
    const theirs = await SPLAT_CODECS.spz.decode(written.results.get('a.spz') ?? new Uint8Array())
    const ours = await SPLAT_CODECS.spz.decode(await SPLAT_CODECS.spz.encode(cloud))
    expect(worst(theirs.positions, ours.positions)).toBeLessThanOrEqual(1 / 4096 + 1e-6)
    expect(worstAngle(theirs.rotations, ours.rotations)).toBeLessThan(0.01)
    expect(worst(theirs.sh, ours.sh)).toBeLessThanOrEqual(16 / 128 + 1e-3)
  })

  test('what is no SPZ is refused in words', async () => {
    await expect(SPLAT_CODECS.spz.decode(Buffer.from('nonsense'))).rejects.toMatchObject({ code: 'unsupported_format' })
  })
})

describe('.splat', () => {
  test('comes back within its quantisation, without view-dependent colour', async () => {
    const cloud = randomSplats(500, 2)
    const bytes = await SPLAT_CODECS.splat.encode(cloud)
    expect(bytes.length).toBe(500 * 32)
    const back = await SPLAT_CODECS.splat.decode(bytes)
    expect(back.shDegree).toBe(0)
    expect(back.positions).toEqual(cloud.positions)
    expect(worst(back.logScales, cloud.logScales)).toBeLessThan(1e-5)
    expect(worst(sigmoid(back.opacityLogits), sigmoid(cloud.opacityLogits))).toBeLessThanOrEqual(0.51 / 255)
    expect(worstAngle(back.rotations, cloud.rotations)).toBeLessThan(0.03)
    const color = (sh: number) => Math.max(0, Math.min(1, 0.5 + SH_C0 * sh))
    const dc = cloud.sh.filter((_, i) => i % 27 < 3).map(color)
    expect(worst(back.sh.map(color), dc)).toBeLessThanOrEqual(0.51 / 255)
  })

  test('what is no .splat is refused in words', async () => {
    await expect(SPLAT_CODECS.splat.decode(new Uint8Array(33))).rejects.toMatchObject({ code: 'unsupported_format' })
  })
})
