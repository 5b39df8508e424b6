import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { takeArray } from '../../../src-shared/array-file.ts'
import { photoScoreSchema } from '../../../src-shared/events.ts'
import { reportSchema } from '../../../src-shared/report.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { writeAtomically } from '../../files/write-atomically.ts'
import { readArrays, writeArrays } from '../array-file.ts'

const summarySchema = reportSchema.shape.training.omit({ splats: true }).extend({
  shDegree: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  /** Missing where an older program has trained. */
  photoScores: z.array(photoScoreSchema).readonly().optional(),
  /** Names of the clouds (trained-cloud.ts) that this one continues splat for splat: their edits are its too. */
  continues: z.array(z.string()).readonly().optional(),
})

/** What training gives. */
export interface TrainedSplats extends Omit<z.infer<typeof summarySchema>, 'shDegree'> {
  readonly cloud: SplatCloud
}

/** `splats.bin` holds the parameters bit for bit, `training.json` how they came about. */
export async function saveTrainedSplats(folder: string, trained: TrainedSplats): Promise<string[]> {
  const { positions, logScales, rotations, opacityLogits, sh, shDegree } = trained.cloud
  const { backend, backends, steps, heldOut, photoScores, continues } = trained
  const files = [join(folder, 'splats.bin'), join(folder, 'training.json')]
  await writeArrays(files[0], { positions, logScales, rotations, opacityLogits, sh })
  await writeAtomically(
    files[1],
    JSON.stringify({ backend, backends, steps, heldOut, photoScores, continues, shDegree }, null, 2),
  )
  return files
}

/** How trained splats came about, without the splats. */
export async function loadTrainingSummary(folder: string): Promise<z.infer<typeof summarySchema>> {
  return summarySchema.parse(JSON.parse(await readFile(join(folder, 'training.json'), 'utf8')))
}

export async function loadTrainedSplats(folder: string): Promise<TrainedSplats> {
  const { shDegree, ...rest } = await loadTrainingSummary(folder)
  const arrays = await readArrays(join(folder, 'splats.bin'))
  const opacityLogits = takeArray(arrays, 'opacityLogits', Float32Array)
  const cloud: SplatCloud = {
    count: opacityLogits.length,
    shDegree,
    positions: takeArray(arrays, 'positions', Float32Array),
    logScales: takeArray(arrays, 'logScales', Float32Array),
    rotations: takeArray(arrays, 'rotations', Float32Array),
    opacityLogits,
    sh: takeArray(arrays, 'sh', Float32Array),
  }
  return { ...rest, cloud }
}
