import { throwIfCancelled } from '../../../src-shared/errors.ts'
import type { Photo } from '../../../src-shared/photo.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import { startWorkerPool } from '../../threads/worker-pool.ts'
import type { CameraSolution, FeatureSet, PairMatches } from '../types.ts'
import { toCameraSolution } from './mapped-scene.ts'
import type { MappingReply, MappingTask } from './mapping.worker.ts'

export interface MapCamerasOptions extends WorkOptions {
  /**
   * Given what has come of the mapping so far, in the mapper's own frame and with few of the points, at most about twice a
   * second; mapping waits for it. The result does not depend on it.
   */
  readonly onPartial?: (solution: CameraSolution) => Promise<void>
}

/** Partial solutions come this often, and more seldom where they would take more than a tenth of the time. */
const MILLISECONDS_BETWEEN_PARTIALS = 450
const PARTIAL_PAUSE = 10

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
  options: MapCamerasOptions = {},
): Promise<CameraSolution> {
  const { signal, pause, onProgress, onPartial, seed = 0 } = options
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
    let nextPartial = 0
    for (let task = first; ; task = { wantsPartial: onPartial && performance.now() >= nextPartial }) {
      const asked = performance.now()
      const { progress, partial, scene } = await pool.run<MappingReply>(task)
      if (scene) {
        onProgress?.(1, `${photos.length - scene.reasons.filter(Boolean).length} of ${photos.length} photos placed`)
        return toCameraSolution(scene, photos, features)
      }
      if (progress) onProgress?.(progress.fraction, progress.detail)
      if (!partial || !onPartial) continue
      const begun = performance.now()
      await onPartial(toCameraSolution(partial, photos, features))
      const ended = performance.now()
      nextPartial = Math.max(asked + MILLISECONDS_BETWEEN_PARTIALS, ended + PARTIAL_PAUSE * (ended - begun))
    }
  } finally {
    await pool.close()
  }
}
