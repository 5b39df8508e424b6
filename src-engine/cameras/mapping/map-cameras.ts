import { throwIfCancelled } from '../../../src-shared/errors.ts'
import type { Photo } from '../../../src-shared/photo.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import { startWorkerPool } from '../../threads/worker-pool.ts'
import type { CameraSolution, FeatureSet, PairMatches } from '../types.ts'
import { toCameraSolution } from './mapped-scene.ts'
import type { MappingReply, MappingTask } from './mapping.worker.ts'

/**
 * Places the photos: incremental structure from motion with bundle adjustment, on one worker thread. `features` is in
 * the order of `photos`, `pairs` index them. The result is in the mapper's own frame and scale (`worldFrame` turns it
 * upright). Photos that could not be placed are listed with a reason. Throws `no_overlap` where fewer than three can be
 * placed, `cancelled`.
 */
export async function mapCameras(
  photos: readonly Photo[],
  features: readonly FeatureSet[],
  pairs: readonly PairMatches[],
  options: WorkOptions = {},
): Promise<CameraSolution> {
  const { signal, pause, onProgress, seed = 0 } = options
  throwIfCancelled(signal)
  const pool = startWorkerPool(new URL('./mapping.worker.ts', import.meta.url), { threads: 1, signal, pause })
  try {
    const first: MappingTask = {
      input: {
        photos: photos.map(({ width, height, focalPx, focalSource, cameraModel }) => {
          return { width, height, focalPx, focalSource, cameraModel }
        }),
        keypoints: features.map(({ keypoints }) => keypoints),
        pairs,
        seed,
      },
    }
    for (let task = first; ; task = {}) {
      const { progress, scene } = await pool.run<MappingReply>(task)
      if (scene) {
        onProgress?.(1, `${photos.length - scene.reasons.filter(Boolean).length} of ${photos.length} photos placed`)
        return toCameraSolution(scene, photos, features)
      }
      if (progress) onProgress?.(progress.fraction, progress.detail)
    }
  } finally {
    await pool.close()
  }
}
