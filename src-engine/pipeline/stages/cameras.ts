import { resolve } from 'node:path'
import { StudioError } from '../../../src-shared/errors.ts'
import { importCameras } from '../../cameras/importers/import-cameras.ts'
import { solveCameras } from '../../cameras/solve-cameras.ts'
import type { CameraSolution } from '../../cameras/types.ts'
import { hashPath } from '../../library/content-hash.ts'
import { loadCameraSolution, saveCameraSolution } from '../../library/results/camera-solution.ts'
import type { PhotoList } from '../../library/results/photo-list.ts'
import { writeScene } from '../../library/results/scene-file.ts'
import type { ReconstructOptions } from '../options.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'

/** Where each photo was taken: solved from the photos, or imported. */
export async function cameraStage(
  run: Run,
  options: ReconstructOptions,
  { result: { photos } }: Staged<PhotoList>,
): Promise<Staged<CameraSolution>> {
  const known = options.cameras === undefined ? null : resolve(options.cameras)
  const show = async (solution: CameraSolution, complete: boolean) => {
    if (options.liveScene === undefined) return
    const shown = await writeScene(options.liveScene, solution, complete)
    run.emit({ type: 'scene', photos: photos.length, ...shown })
  }
  const staged = await runStage<CameraSolution>(run, {
    stage: 'cameras',
    inputs: {
      photos: photos.map(({ file, sha256, width, height, focalPx }) => ({ file, sha256, width, height, focalPx })),
      known: known && (await hashKnown(known)),
      seed: run.seed,
    },
    make: async (work) => {
      const onPartial = options.liveScene === undefined ? undefined : (partial: CameraSolution) => show(partial, false)
      const solution = known
        ? await importCameras(known, photos, { ...work, findPoints: true })
        : await solveCameras(photos, { ...work, onPartial })
      for (const { file, reason } of solution.unplaced) work.onWarning?.(`${file} could not be placed: ${reason}`)
      return solution
    },
    save: saveCameraSolution,
    load: loadCameraSolution,
  })
  await show(staged.result, true)
  return staged
}

async function hashKnown(path: string): Promise<string> {
  try {
    return await hashPath(path)
  } catch (cause) {
    throw new StudioError(
      'path_not_found',
      `The cameras ${path} cannot be read.`,
      'Give --cameras a COLMAP model folder or a transforms.json, or leave it out to have them solved.',
      { cause },
    )
  }
}
