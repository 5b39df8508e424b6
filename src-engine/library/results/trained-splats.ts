import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { photoScoreSchema } from '../../../src-shared/events.ts'
import { reportSchema } from '../../../src-shared/report.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { writeAtomically } from '../../files/write-atomically.ts'
import { readCloud, writeCloud } from './cloud-file.ts'

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
  const { shDegree } = trained.cloud
  const { backend, backends, steps, heldOut, photoScores, continues } = trained
  const files = [join(folder, 'splats.bin'), join(folder, 'training.json')]
  await writeCloud(files[0], trained.cloud)
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
  return { ...rest, cloud: { ...(await readCloud(join(folder, 'splats.bin'))), shDegree } }
}
