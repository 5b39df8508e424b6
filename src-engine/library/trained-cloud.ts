import { join } from 'node:path'
import type { StoredFile } from '../../src-shared/manifest.ts'
import { readArrayEntries } from './array-file.ts'
import { loadTrainingSummary } from './results/trained-splats.ts'
import { splatsInUse } from './splats-in-use.ts'

/** The splats that edits of a project are about. */
export interface TrainedCloud {
  /** Names these very splats: others have another name. */
  readonly name: string
  readonly count: number
  /** Names of earlier clouds that these are the same splats as, only trained longer or refined: what was edited there is so here. */
  readonly continues: readonly string[]
}

/** Hex digits of the SHA-256 in a cloud's name: enough that two clouds of one project never share it. */
const DIGITS = 32

/** The splats of a project folder, as its manifest and the head of their file tell; null before training has ended. */
export async function trainedCloud(project: string): Promise<TrainedCloud | null> {
  const used = await splatsInUse(project)
  if (!used) return null
  const entries = await readArrayEntries(join(project, used.bin.path))
  const count = entries.find(({ name }) => name === 'opacityLogits')?.length ?? 0
  const nameOf = ({ sha256 }: StoredFile) => `${sha256.slice(0, DIGITS)}:${count}`
  const { continues = [] } = await loadTrainingSummary(join(project, 'training'))
  return { name: nameOf(used.bin), count, continues: [...new Set([...continues, ...used.versions.map(nameOf)])] }
}
