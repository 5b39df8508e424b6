import { resolve } from 'node:path'
import { throwIfCancelled } from '../../src-shared/errors.ts'
import type { Report } from '../../src-shared/report.ts'
import { openProject } from '../library/project.ts'
import { checkOutputs } from './check-outputs.ts'
import { continueTraining } from './continue-training.ts'
import { fromOnePhoto } from './from-one-photo.ts'
import { inputOf } from './input-kind.ts'
import { type ReconstructOptions, settingsOf } from './options.ts'
import { type RunResults, writeReport } from './report.ts'
import type { Run } from './stage-runner.ts'
import { cameraStage } from './stages/cameras.ts'
import { exportStage, photoScene } from './stages/export.ts'
import { photoStage } from './stages/photos.ts'
import { surfaceStage } from './stages/surface.ts'
import { trainingStage } from './stages/training.ts'
import { startFromFile, type TrainingStart } from './training-start.ts'

/**
 * Photos in, a model out: of several photos by the stages below, of one photo by those of from-one-photo.ts. Each keeps its result in the project folder before the next
 * begins, and depends only on what it is handed here, so a run can stop anywhere and go on later.
 *
 * Gives the report of the run. Throws `StudioError`: whatever a stage cannot do, `cancelled` when the signal aborts.
 */
export async function reconstruct(options: ReconstructOptions): Promise<Report> {
  if (options.continue) return continueTraining(options)
  throwIfCancelled(options.signal)
  await checkOutputs(options)
  const input = await inputOf(options)
  const start = await startFromFile(options)
  const project = await openProject(resolve(options.project), {
    settings: settingsOf(options),
    resume: options.resume ?? false,
  })
  try {
    const emit = options.onEvent ?? (() => {})
    const { signal, pause, threads, seed = 0 } = options
    const run: Run = { project, emit, signal, pause, threads, seed }

    const results =
      input.kind === 'photos' ? await fromPhotos(run, options, start) : await fromOnePhoto(run, options, input)
    const report = await writeReport(run, options, results)
    emit({ type: 'done', project: project.folder, outputs: report.outputs })
    return report
  } finally {
    project.close()
  }
}

/** The stages of a model of several photos, in their order. */
async function fromPhotos(
  run: Run,
  options: ReconstructOptions,
  start: TrainingStart | undefined,
): Promise<RunResults> {
  const photos = await photoStage(run, options)
  const cameras = await cameraStage(run, options, photos)
  const splats = await trainingStage(run, options, photos, cameras, start)
  const mesh = await surfaceStage(run, options, photos, cameras, splats)
  const scene = photoScene(options, photos.result, cameras.result)
  const outputs = await exportStage(run, options, scene, splats, mesh)
  return { photos: photos.result, cameras: cameras.result, training: splats.result, mesh: mesh.result, outputs }
}
