import { join } from 'node:path'
import { readArrayEntries } from './array-file.ts'
import { readManifest } from './manifest-file.ts'
import { loadTrainingSummary } from './results/trained-splats.ts'

/** The splats that edits of a project are about. */
export interface TrainedCloud {
  /** Names these very splats: others have another name. */
  readonly name: string
  readonly count: number
  /** Names of earlier clouds that these are the same splats as, only trained longer: what was edited there is so here. */
  readonly continues: readonly string[]
}

/** Hex digits of the SHA-256 in a cloud's name: enough that two clouds of one project never share it. */
const DIGITS = 32

/** The splats of a project folder, as its manifest and the head of their file tell; null before training has ended. */
export async function trainedCloud(project: string): Promise<TrainedCloud | null> {
  const training = (await readManifest(project))?.stages.training
  const file = training?.files.find(({ path }) => path.endsWith('splats.bin'))
  if (training?.state !== 'finished' || !file) return null
  const entries = await readArrayEntries(join(project, 'training', 'splats.bin'))
  const count = entries.find(({ name }) => name === 'opacityLogits')?.length ?? 0
  const { continues = [] } = await loadTrainingSummary(join(project, 'training'))
  return { name: `${file.sha256.slice(0, DIGITS)}:${count}`, count, continues }
}
