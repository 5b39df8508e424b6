import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { takeArray } from '../../../src-shared/array-file.ts'
import { cameraSchema } from '../../../src-shared/camera.ts'
import type { CameraSolution } from '../../cameras/types.ts'
import { writeAtomically } from '../../files/write-atomically.ts'
import { readArrays, writeArrays } from '../array-file.ts'

const storedSchema = z.object({
  cameras: z.array(cameraSchema),
  reprojectionErrorPx: z.number(),
  unplaced: z.array(z.object({ file: z.string(), reason: z.string() })),
  toWorld: z.object({
    scale: z.number(),
    rotation: z.array(z.number()).length(9),
    translation: z.array(z.number()).length(3),
  }),
})

/** `cameras.json` for people and other programs (numbers in full precision), `points.bin` for the sparse points. */
export async function saveCameraSolution(folder: string, solution: CameraSolution): Promise<string[]> {
  const { points, ...rest } = solution
  const files = [join(folder, 'cameras.json'), join(folder, 'points.bin')]
  await writeAtomically(files[0], JSON.stringify(rest, null, 2))
  const { positions, colors, errors, trackStarts, observedBy, observedAt } = points
  await writeArrays(files[1], { positions, colors, errors, trackStarts, observedBy, observedAt })
  return files
}

export async function loadCameraSolution(folder: string): Promise<CameraSolution> {
  const stored = storedSchema.parse(JSON.parse(await readFile(join(folder, 'cameras.json'), 'utf8')))
  const arrays = await readArrays(join(folder, 'points.bin'))
  const positions = takeArray(arrays, 'positions', Float64Array)
  return {
    ...stored,
    points: {
      count: positions.length / 3,
      positions,
      colors: takeArray(arrays, 'colors', Uint8Array),
      errors: takeArray(arrays, 'errors', Float32Array),
      trackStarts: takeArray(arrays, 'trackStarts', Uint32Array),
      observedBy: takeArray(arrays, 'observedBy', Uint32Array),
      observedAt: takeArray(arrays, 'observedAt', Float32Array),
    },
  }
}
