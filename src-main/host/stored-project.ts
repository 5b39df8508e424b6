import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile } from '../../src-engine/files/read-json-file.ts'
import { writeAtomically } from '../../src-engine/files/write-atomically.ts'
import { endContinuation } from '../../src-engine/library/continuation.ts'
import { readManifest } from '../../src-engine/library/manifest-file.ts'
import { photoWeaknesses } from '../../src-engine/photos/checks.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { Manifest } from '../../src-shared/manifest.ts'
import { correctionsSchema } from '../../src-shared/strokes.ts'
import {
  type ExportEntry,
  type PhotoEntry,
  type ProjectState,
  type ProjectSummary,
  photoEntrySchema,
  projectNameSchema,
  runOptionsSchema,
} from '../../src-shared/studio-api/project.ts'
import { photoQualitySchema } from '../engine/engine-calls.ts'
import { stateLeftBehind } from './run-facts.ts'
import { NO_INPUTS, runInputs, storedInputsSchema } from './run-inputs.ts'
import { newRunRecord, type RunRecord, runRecordSchema, stagesOf } from './run-record.ts'

const RECORD = 'studio.json'
const RUN = 'run.json'

/** What the studio itself keeps of a project: `studio.json`. The pipeline's own manifest lies in `work/`. */
const projectRecordSchema = z.object({
  schemaVersion: z.literal(1),
  name: projectNameSchema,
  created: z.iso.datetime(),
  updated: z.iso.datetime(),
  photos: z.array(
    photoEntrySchema
      .omit({ weaknesses: true, sharpness: true })
      .extend({ quality: photoQualitySchema, psnr: photoEntrySchema.shape.psnr.default(null) }),
  ),
  options: runOptionsSchema,
  inputs: storedInputsSchema.default(NO_INPUTS),
  corrections: correctionsSchema.nullable().default(null),
})
type ProjectRecord = z.infer<typeof projectRecordSchema>

/** A project of the library, held in memory by the host. */
export interface StoredProject {
  readonly id: string
  readonly folder: string
  readonly record: ProjectRecord
  readonly run: RunRecord
  /** Writes `studio.json`; saves follow each other, the newest state last. */
  saveRecord(): Promise<void>
  saveRun(): Promise<void>
  /** Writes another file of the folder, in turn with the records. */
  saveFile(name: string, content: string | readonly Uint8Array[]): Promise<void>
  /**
   * Lets something else change the folder: saves wait meanwhile, and fail from then on with `project_busy`. The project has
   * to be read anew afterwards.
   */
  giveWay(change: () => Promise<void>): Promise<void>
  /** Throws `project_busy` once the project gives way, or has. */
  check(): void
}

/** The files of a project, as docs/serve.md lists them. */
export const projectPaths = (folder: string) => ({
  photos: join(folder, 'photos'),
  thumbnails: join(folder, 'thumbnails'),
  work: join(folder, 'work'),
  exports: join(folder, 'exports'),
  preview: join(folder, 'preview.splat'),
  scene: join(folder, 'scene.json'),
  cutOut: join(folder, 'cut-out'),
  report: join(folder, 'report.json'),
})

export function newStoredProject(
  id: string,
  folder: string,
  name: string,
  given: Partial<ProjectState['options']> = {},
): StoredProject {
  const now = new Date().toISOString()
  const options = runOptionsSchema.parse(given)
  const dates = { created: now, updated: now }
  const record: ProjectRecord = {
    schemaVersion: 1,
    name,
    ...dates,
    photos: [],
    options,
    inputs: NO_INPUTS,
    corrections: null,
  }
  return storedProject(id, folder, record, newRunRecord())
}

/**
 * Reads a project from its folder; null when the folder is none. What ran when the host was lost is `interrupted`.
 * Throws `project_damaged`.
 */
export async function readStoredProject(id: string, folder: string): Promise<StoredProject | null> {
  const record = await readRecord(join(folder, RECORD), projectRecordSchema)
  if (!record) return null
  const known = await readRecord(join(folder, RUN), runRecordSchema)
  const run = known ?? runOfManifest(await readManifest(projectPaths(folder).work))
  if (run.trainingLonger !== null) {
    const { work } = projectPaths(folder)
    // Where that cannot be, what there is counts; the next run says what is wrong.
    await endContinuation(work).catch(() => {})
    run.stages = stagesOf(await readManifest(work))
  }
  run.state = stateLeftBehind(run)
  return storedProject(id, folder, record, run)
}

/** A run somebody made with the command line, or whose record was lost. */
function runOfManifest(manifest: Manifest | null): RunRecord {
  const run = newRunRecord()
  if (!manifest) return run
  run.state = manifest.stages.export?.state === 'finished' ? 'completed' : 'interrupted'
  run.stages = stagesOf(manifest)
  return run
}

function storedProject(id: string, folder: string, record: ProjectRecord, run: RunRecord): StoredProject {
  let saving = Promise.resolve()
  let givesWay = false
  const check = () => {
    if (givesWay) throw changedElsewhere(record.name)
  }
  const inTurn = (work: () => Promise<void>) => {
    const next = saving.then(work)
    saving = next.catch(() => {})
    return next
  }
  const saveFile = (name: string, content: string | readonly Uint8Array[]) =>
    inTurn(() => {
      check()
      return writeAtomically(join(folder, name), content)
    })
  const save = (name: string, content: unknown) => saveFile(name, `${JSON.stringify(content, null, 2)}\n`)
  return {
    id,
    folder,
    record,
    run,
    saveRecord: () => {
      record.updated = new Date().toISOString()
      return save(RECORD, record)
    },
    saveRun: () => save(RUN, run),
    saveFile,
    giveWay: (change) =>
      inTurn(() => {
        givesWay = true
        return change()
      }),
    check,
  }
}

function changedElsewhere(name: string): StudioError {
  return new StudioError(
    'project_busy',
    `${name} has just been replaced by the version of another machine.`,
    'Look at it, then make the change again if it is still wanted.',
  )
}

export function summaryOf({ id, record, run }: StoredProject): ProjectSummary {
  const { name, created, updated, photos } = record
  const { state, error } = run
  return { id, name, created, updated, photos: photos.length, cover: photos[0]?.id ?? null, state, error }
}

export function photoEntries({ record }: StoredProject): PhotoEntry[] {
  const weaknesses = photoWeaknesses(record.photos.map(({ quality }) => quality))
  return record.photos.map(({ quality: { sharpness }, ...photo }, i) => ({
    ...photo,
    weaknesses: weaknesses[i],
    sharpness,
  }))
}

export function stateOf(project: StoredProject, exports: ExportEntry[]): ProjectState {
  const { stages, metrics, log, preview, scene, refinement } = project.run
  return {
    summary: summaryOf(project),
    photos: photoEntries(project),
    options: project.record.options,
    inputs: runInputs(project.record.inputs, project.record.photos),
    corrections: project.record.corrections,
    stages,
    metrics,
    log,
    preview,
    scene,
    refinement,
    exports,
  }
}

function readRecord<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema> | null> {
  return readJsonFile(path, schema, (cause) => {
    return new StudioError(
      'project_damaged',
      `The file ${path} is damaged.`,
      'Restore it from a backup, or delete it.',
      {
        cause,
      },
    )
  })
}
