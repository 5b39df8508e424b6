import { throwIfCancelled } from '../../../src-shared/errors.ts'
import type { Photo } from '../../../src-shared/photo.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import type { CameraSolution, SparsePoints } from '../types.ts'
import { worldFrame } from '../world-frame/world-frame.ts'
import { findPoints } from './find-points.ts'
import { placePhotos } from './place-photos.ts'
import { readScene } from './read-scene.ts'

/** A mean error above this says that cameras and photos do not belong together, or that a convention is misread. */
const SUSPICIOUS_ERROR_PX = 4

interface ImportCamerasOptions extends WorkOptions {
  /** Where the file holds no points, find some in the photos (find-points.ts); else there are none then. */
  readonly findPoints?: boolean
}

/** Fewer points a photo than this are chance: the right cameras of the vase get 220, wrong ones 22. */
const FEW_POINTS = 40

/**
 * Takes over cameras that another program has solved: a COLMAP model (text or binary; its folder, a workspace holding
 * it, or one of its files) or a `transforms.json` of NeRF, instant-ngp or nerfstudio (which has no points). The scene is
 * turned upright and scaled as a solved one is. Throws `path_not_found`, `unsupported_format`, `validation_failed`,
 * `photo_unreadable`, `cancelled`.
 */
export async function importCameras(
  path: string,
  photos: readonly Photo[],
  options: ImportCamerasOptions = {},
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
  if (placed.points.count > 0 || !options.findPoints) {
    onProgress?.(1, `${placed.cameras.length} cameras`)
    return worldFrame(placed)
  }
  const points = await findPoints(placed, photos, options)
  if (points.count < FEW_POINTS * placed.cameras.length) {
    onWarning?.(
      `The cameras' file holds no points, and only ${points.count} were found in the photos: the cameras may belong to others, or the photos overlap too little.`,
    )
  }
  return worldFrame({ ...placed, points, reprojectionErrorPx: meanError(points) })
}

function meanError({ count, errors, trackStarts }: SparsePoints): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += errors[i] * (trackStarts[i + 1] - trackStarts[i])
  return count > 0 ? sum / trackStarts[count] : 0
}
