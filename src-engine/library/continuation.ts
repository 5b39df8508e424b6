import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../../src-shared/errors.ts'
import type { Manifest, StageRecord } from '../../src-shared/manifest.ts'
import { readManifest, writeManifest } from './manifest-file.ts'
import { isIntact, openProject, type Project } from './project.ts'
import { lockProject } from './project-lock.ts'
import { continuationFolder, markComplete, settleContinuation } from './settle-continuation.ts'

/** What the new result is made from: with another it begins anew. */
const MARK = 'continues.json'
const markSchema = z.object({ splats: z.string(), steps: z.int() })

/** A project that is trained further. The former result stays as it is until the new one is whole. */
export interface Continuation {
  /** The manifest of the former result, in which photos, cameras and training have finished. */
  readonly former: Manifest & { readonly stages: Readonly<Record<'cameras' | 'training', StageRecord>> }
  /** Where the new result is made: a project within the project, with the photos and cameras of the former. */
  readonly project: Project
  /** Puts the new result in the former one's place. */
  commit(): Promise<void>
  /** Gives the project back. What has been made of a new result is kept, to go on with. */
  close(): void
}

/**
 * Opens a project to train its splats by so many steps more, or to go on with doing just that. Throws `bad_arguments`
 * where there is nothing trained, `project_busy`, `project_newer`, `project_damaged`, and what the file system throws.
 */
export async function openContinuation(folder: string, steps: number): Promise<Continuation> {
  if (!(await readManifest(folder))) throw nothingTrained(folder)
  const release = await lockProject(folder)
  try {
    await settleContinuation(folder)
    const former = await finishedManifest(folder)
    const next = continuationFolder(folder)
    const mark = { splats: former.stages.training.files.map(({ sha256 }) => sha256).join(' '), steps }
    if (!(await isMarked(next, mark))) await prepare(folder, next, former, mark)
    const { preset, seed, options } = former
    const project = await openProject(next, { settings: { preset, seed, options }, resume: true })
    return {
      former,
      project,
      commit: async () => {
        await markComplete(folder, former.stages.training.inputsHash)
        project.close()
        await settleContinuation(folder)
      },
      close: () => {
        project.close()
        release()
      },
    }
  } catch (cause) {
    release()
    throw cause
  }
}

/** Ends putting a new result in place where that was cut off. Throws `project_busy` and what the file system throws. */
export async function endContinuation(folder: string): Promise<void> {
  const release = await lockProject(folder)
  try {
    await settleContinuation(folder)
  } finally {
    release()
  }
}

async function finishedManifest(folder: string): Promise<Continuation['former']> {
  const manifest = await readManifest(folder)
  const { photos, cameras, views, training } = manifest?.stages ?? {}
  if (views) {
    throw new StudioError(
      'bad_arguments',
      'A model made of one photo cannot be trained longer: its other sides are guessed.',
      'Run again with more --steps or a higher preset.',
    )
  }
  if (!manifest || photos?.state !== 'finished' || cameras?.state !== 'finished' || training?.state !== 'finished') {
    throw nothingTrained(folder)
  }
  for (const file of [...photos.files, ...cameras.files, ...training.files]) {
    if (await isIntact(folder, file)) continue
    throw new StudioError(
      'project_damaged',
      `The file ${file.path} of the project ${folder} is missing or has been changed.`,
      'Run without --continue to make it anew.',
    )
  }
  return { ...manifest, stages: { ...manifest.stages, cameras, training } }
}

async function isMarked(next: string, mark: z.infer<typeof markSchema>): Promise<boolean> {
  try {
    const found = markSchema.parse(JSON.parse(await readFile(join(next, MARK), 'utf8')))
    return found.splats === mark.splats && found.steps === mark.steps
  } catch {
    return false
  }
}

async function prepare(
  folder: string,
  next: string,
  former: Manifest,
  mark: z.infer<typeof markSchema>,
): Promise<void> {
  await rm(next, { recursive: true, force: true })
  await mkdir(next)
  for (const stage of ['photos', 'cameras'] as const)
    await cp(join(folder, stage), join(next, stage), { recursive: true })
  const { photos, cameras } = former.stages
  await writeManifest(next, { ...former, stages: { photos, cameras } })
  // Last: without it what is there is prepared again.
  await writeFile(join(next, MARK), JSON.stringify(mark))
}

function nothingTrained(folder: string): StudioError {
  return new StudioError(
    'bad_arguments',
    `The project ${folder} has no trained splats to go on with.`,
    'Let a run finish its training first: the same command without --continue.',
  )
}
