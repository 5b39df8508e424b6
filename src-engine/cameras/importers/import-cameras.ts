import { throwIfCancelled } from '../../../src-shared/errors.ts'
import type { Photo } from '../../../src-shared/photo.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import type { CameraSolution } from '../types.ts'
import { worldFrame } from '../world-frame/world-frame.ts'
import { placePhotos } from './place-photos.ts'
import { readScene } from './read-scene.ts'

/** A mean error above this says that cameras and photos do not belong together, or that a convention is misread. */
const SUSPICIOUS_ERROR_PX = 4

/**
 * Takes over cameras that another program has solved: a COLMAP model (text or binary; its folder, a workspace holding
 * it, or one of its files) or a `transforms.json` of NeRF, instant-ngp or nerfstudio (which has no points: `points` is
 * empty then). The scene is turned upright and scaled as a solved one is. Throws `path_not_found`, `unsupported_format`, `validation_failed`, `cancelled`.
 */
export async function importCameras(
  path: string,
  photos: readonly Photo[],
  options: WorkOptions = {},
): Promise<CameraSolution> {
  const { signal, onProgress, onWarning } = options
  throwIfCancelled(signal)
  onProgress?.(0, 'Reading cameras')
  const scene = await readScene(path)
  throwIfCancelled(signal)
  const placed = placePhotos(scene, photos)
  if (placed.reprojectionErrorPx > SUSPICIOUS_ERROR_PX) {
    onWarning?.(
      `The imported cameras miss their points by ${placed.reprojectionErrorPx.toFixed(1)} pixels on average; they may belong to other photos.`,
    )
  }
  onProgress?.(1, `${placed.cameras.length} cameras`)
  return worldFrame(placed)
}
