import { join } from 'node:path'
import { loadCameraSolution } from '../../src-engine/library/results/camera-solution.ts'
import { SCORING_WIDTH, splitHeldOut } from '../../src-engine/pipeline/held-out.ts'
import { loadPinholeViews } from '../../src-engine/pipeline/pinhole-views.ts'
import type { Camera } from '../../src-shared/camera.ts'

/**
 * A scene to train on: photos in `<data>/<scene>/photos`, solved cameras in `<projects>/<scene>.glimpse3d/cameras`
 * (`glimpse3d reconstruct <data>/<scene>/photos -o <projects>/<scene>.glb --report <scene>.json` puts them there).
 */
export async function loadScene(data: string, projects: string, scene: string) {
  const folder = join(data, scene)
  const { cameras, points } = await loadCameraSolution(join(projects, `${scene}.glimpse3d`, 'cameras'))
  const photos = cameras.map(({ file }) => ({ file, path: join(folder, 'photos', file) }))
  const { trained, heldOut } = splitHeldOut(cameras, true)
  const at = (some: readonly Camera[], width: number) => loadPinholeViews(photos, [...some], width, {})
  return {
    folder,
    cameras,
    points,
    /** Every photo but each eighth, `width` pixels wide. */
    trainedAt: (width: number) => at(trained, width),
    /** Each eighth, 400 pixels wide or as said. */
    heldOutAt: (width = SCORING_WIDTH) => at(heldOut, width),
  }
}
