import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { readArrayEntries } from '../../../src-engine/library/array-file.ts'
import { readManifest } from '../../../src-engine/library/manifest-file.ts'
import { loadDepthSummary } from '../../../src-engine/library/results/view-depths.ts'
import type { FolderKind } from '../../../src-shared/cloud/cloud-manifest.ts'
import type { ProjectFacts } from '../../../src-shared/cloud/project-facts.ts'
import type { Manifest } from '../../../src-shared/manifest.ts'
import { refinementSchema } from '../../../src-shared/refinement.ts'
import { viewsSummarySchema } from '../../../src-shared/views-summary.ts'
import { runFacts, stateLeftBehind } from '../../host/run-facts.ts'
import { runRecordSchema } from '../../host/run-record.ts'

const studioSchema = z.object({ name: z.string(), created: z.iso.datetime() })

/** A folder of the library has `studio.json`; another one that is a project has the pipeline's `project.json`. */
export function kindOfFolder(project: string): FolderKind | null {
  if (existsSync(join(project, 'studio.json'))) return 'studio'
  return existsSync(join(project, 'project.json')) ? 'pipeline' : null
}

/**
 * Reads what a project's files tell about it. Parts that are not there, or cannot be read, are null: rows only describe. Of a
 * run they tell how it was left: one that is under way, its host knows.
 */
export async function readFacts(project: string, kind: FolderKind): Promise<ProjectFacts> {
  const work = workFolder(project, kind)
  const manifest = await orNull(readManifest(work))
  const studio = kind === 'studio' ? await readJson(join(project, 'studio.json'), studioSchema) : null
  const entries = await orNull(readArrayEntries(join(work, 'training', 'splats.bin')))
  return {
    name: studio?.name ?? basename(project).replace(/\.glimpse3d$/, ''),
    created: studio?.created ?? manifest?.created ?? new Date(0).toISOString(),
    run: await readRun(project, kind, false),
    manifest,
    views: await readJson(join(work, 'views', 'views.json'), viewsSummarySchema),
    depths: await orNull(loadDepthSummary(join(work, 'depth'))),
    splats: entries?.find(({ name }) => name === 'opacityLogits')?.length ?? null,
    refinement: await readJson(join(work, 'refine', 'refinement.json'), refinementSchema),
  }
}

/** Where the pipeline keeps its stages. */
export function workFolder(project: string, kind: FolderKind): string {
  return kind === 'studio' ? join(project, 'work') : project
}

/** How a project's run stands by its records. `underWay`: it is known to go on, so that they are of now. */
export async function readRun(project: string, kind: FolderKind, underWay: boolean): Promise<ProjectFacts['run']> {
  if (kind === 'pipeline') return runOfManifest(await orNull(readManifest(project)), underWay)
  const run = await readJson(join(project, 'run.json'), runRecordSchema)
  if (!run) return null
  return runFacts(underWay ? run : { ...run, state: stateLeftBehind(run) })
}

/** A run of the command line keeps no record but the stages. */
function runOfManifest(manifest: Manifest | null, underWay: boolean): ProjectFacts['run'] {
  if (!manifest) return null
  const stages = Object.entries(manifest.stages)
  const [name] = stages.find(([, { state }]) => state === 'running') ?? stages.at(-1) ?? [null]
  const done = manifest.stages.export?.state === 'finished'
  const state = underWay ? 'running' : done ? 'completed' : 'interrupted'
  return { state, stage: name as keyof Manifest['stages'] | null, fraction: 0, error: null }
}

async function readJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema> | null> {
  return orNull(readFile(path, 'utf8').then((text) => schema.parse(JSON.parse(text))))
}

function orNull<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch(() => null)
}
