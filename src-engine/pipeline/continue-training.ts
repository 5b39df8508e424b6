import { join, resolve } from 'node:path'
import { StudioError, throwIfCancelled } from '../../src-shared/errors.ts'
import type { Manifest } from '../../src-shared/manifest.ts'
import { PRESETS } from '../../src-shared/presets.ts'
import type { Report } from '../../src-shared/report.ts'
import type { CameraSolution } from '../cameras/types.ts'
import { openContinuation } from '../library/continuation.ts'
import { readManifest } from '../library/manifest-file.ts'
import { loadCameraSolution } from '../library/results/camera-solution.ts'
import type { PhotoList } from '../library/results/photo-list.ts'
import { writeScene } from '../library/results/scene-file.ts'
import { loadTrainedSplats } from '../library/results/trained-splats.ts'
import { trainedCloud } from '../library/trained-cloud.ts'
import { sameSplats } from '../splats/same-splats.ts'
import { checkOutputs } from './check-outputs.ts'
import type { ReconstructOptions } from './options.ts'
import { writeReport } from './report.ts'
import type { Run, Staged } from './stage-runner.ts'
import { exportStage, photoScene } from './stages/export.ts'
import { photoStage } from './stages/photos.ts'
import { surfaceStage } from './stages/surface.ts'
import { trainingStage } from './stages/training.ts'
import type { TrainingStart } from './training-start.ts'

/**
 * More steps belong to the last quarter of a schedule: nothing is split or pruned there and splats move little, so that
 * they stay the ones that were edited.
 */
const END_OF_SCHEDULE = 0.25

/**
 * Trains the splats of a finished project by `steps` more steps (default: a third of those it was asked for), then makes
 * surface and models anew. Preset, seed, cameras and what is held out are the project's own. The former result stays as
 * it is until the new one is whole; what was made of one that was cut off is gone on with.
 *
 * Gives the report. Throws `bad_arguments` where nothing is trained, `validation_failed` where photos have changed, and
 * what `reconstruct` throws.
 */
export async function continueTraining(options: ReconstructOptions): Promise<Report> {
  throwIfCancelled(options.signal)
  await checkOutputs(options)
  const folder = resolve(options.project)
  const asked = (await readManifest(folder))?.options.steps ?? PRESETS.balanced.steps
  const more = options.steps ?? Math.ceil(asked / 3)
  const continuation = await openContinuation(folder, more)
  try {
    const { former, project } = continuation
    const emit = options.onEvent ?? (() => {})
    const { signal, pause, threads } = options
    const own = ownOptions(options, former)
    const run: Run = { project, emit, signal, pause, threads, seed: former.seed }

    const photos = await photoStage(run, own)
    const cameras = await knownCameras(run, options, folder, former.stages.cameras.inputsHash)
    requireSamePhotos(former, photos.result, cameras.result)
    const splats = {
      ...(await trainingStage(run, own, photos, cameras, await furtherTraining(folder, more))),
      inputsHash: former.stages.training.inputsHash,
    }
    const mesh = await surfaceStage(run, own, photos, cameras, splats)
    const outputs = await exportStage(run, own, photoScene(own, photos.result, cameras.result), splats, mesh)
    const report = await writeReport(run, own, {
      photos: photos.result,
      cameras: cameras.result,
      training: splats.result,
      mesh: mesh.result,
      outputs,
    })
    await continuation.commit()
    emit({ type: 'done', project: folder, outputs: report.outputs })
    return report
  } catch (cause) {
    if (!(cause instanceof StudioError) || cause.code !== 'cancelled') throw cause
    const message = 'Training longer was cancelled; the model is as it was before.'
    throw new StudioError('cancelled', message, 'Give the same command again to go on with it.', { cause })
  } finally {
    continuation.close()
  }
}

/** What the former result depends on stays as it was. */
function ownOptions(options: ReconstructOptions, { preset, seed, options: own }: Manifest): ReconstructOptions {
  const { steps, keepScene, holdOut } = own
  return {
    ...options,
    preset,
    seed,
    steps,
    keepScene,
    holdOut,
    cameras: own.cameras ?? undefined,
    startFrom: undefined,
  }
}

async function knownCameras(
  run: Run,
  { liveScene }: ReconstructOptions,
  folder: string,
  inputsHash: string,
): Promise<Staged<CameraSolution>> {
  const result = await loadCameraSolution(join(folder, 'cameras'))
  run.emit({ type: 'stage', stage: 'cameras', state: 'reused', seconds: run.project.record('cameras')?.seconds })
  if (liveScene !== undefined) {
    const photos = result.cameras.length + result.unplaced.length
    run.emit({ type: 'scene', photos, ...(await writeScene(liveScene, result, true)) })
  }
  return { result, inputsHash }
}

function requireSamePhotos(former: Manifest, { photos }: PhotoList, { cameras }: CameraSolution): void {
  const trained = new Map(former.photos.map(({ file, sha256 }) => [file, sha256]))
  const given = new Map(photos.map(({ file, sha256 }) => [file, sha256]))
  const other = cameras.find(({ file }) => given.get(file) !== trained.get(file))
  if (!other) return
  throw new StudioError(
    'validation_failed',
    `${other.file} is ${given.has(other.file) ? 'not the photo it was' : 'missing'}: the splats were trained on other photos.`,
    'Give the photos of the first run again, or make the model anew (without --continue).',
  )
}

/** The start from the splats there are. */
async function furtherTraining(folder: string, more: number): Promise<TrainingStart> {
  const former = await loadTrainedSplats(join(folder, 'training'))
  const name = (await trainedCloud(folder))?.name
  const total = former.steps + more
  const steps = Math.max(total, Math.ceil(more / END_OF_SCHEDULE))
  return {
    inputs: { continues: name, more },
    steps,
    load: async () => ({ cloud: former.cloud, firstStep: steps - more }),
    complete: (trained) => ({
      ...trained,
      steps: total,
      continues: name && sameSplats(former.cloud, trained.cloud) ? [...(former.continues ?? []), name] : undefined,
    }),
  }
}
