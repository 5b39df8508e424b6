import { existsSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../files/write-atomically.ts'
import { readManifest, writeManifest } from './manifest-file.ts'

/** Where a project that is trained further makes its new result: the former one stays as it is until that is finished. */
export const continuationFolder = (project: string) => join(project, 'next')

/** Its presence says that the new result is whole. From then on it counts, however often moving it is cut off. */
const COMPLETE = 'complete.json'
const completeSchema = z.object({ trainingHash: z.string() })

/** What changes place. Photos and cameras are those of the former result. */
const REPLACED = ['training', 'surface', 'export', 'report.json']

/**
 * Says that the new result is whole. `trainingHash` is what the former training depends on: a later run with the
 * project's own options takes the further trained splats for its own.
 */
export async function markComplete(project: string, trainingHash: string): Promise<void> {
  await writeAtomically(join(continuationFolder(project), COMPLETE), JSON.stringify({ trainingHash }))
}

/**
 * Puts a whole new result in the former one's place, also one whose move was cut off; one that is not whole is left
 * where it is. Call it with the project locked.
 */
export async function settleContinuation(project: string): Promise<void> {
  const next = continuationFolder(project)
  if (!existsSync(join(next, COMPLETE))) return
  const { trainingHash } = completeSchema.parse(JSON.parse(await readFile(join(next, COMPLETE), 'utf8')))
  for (const name of REPLACED) {
    if (!existsSync(join(next, name))) continue
    await rm(join(project, name), { recursive: true, force: true })
    await rename(join(next, name), join(project, name))
  }
  const manifest = await readManifest(next)
  if (manifest?.stages.training) {
    manifest.stages.training.inputsHash = trainingHash
    await writeManifest(project, manifest)
  }
  await rm(next, { recursive: true, force: true })
}
