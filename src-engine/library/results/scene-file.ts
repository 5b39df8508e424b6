import type { Camera } from '../../../src-shared/camera.ts'
import type { Scene } from '../../../src-shared/scene.ts'
import type { CameraSolution } from '../../cameras/types.ts'
import { writeAtomically } from '../../files/write-atomically.ts'

/** More points than this show no more of a scene, but take longer to send and draw. */
const MOST_POINTS = 20_000
/** Of a world unit, which is about the object's radius: finer than any point is known. */
const DECIMALS = 4

/** Where pictures were taken, and sparse points where there are any; in the world frame. */
interface ShownScene {
  readonly cameras: CameraSolution['cameras']
  readonly points: Pick<CameraSolution['points'], 'count' | 'positions' | 'colors'>
}

/** The scene of a model of one photo: the photo's camera, where it is known, and those of the views. */
export function sceneOfViews(photo: Camera | null, views: readonly Camera[]): ShownScene {
  const points = { count: 0, positions: new Float64Array(), colors: new Uint8Array() }
  return { cameras: photo ? [photo, ...views] : [...views], points }
}

/** Writes cameras and points as a studio shows them (`sceneSchema`, JSON); of many points an even choice. */
export async function writeScene(
  path: string,
  { cameras, points }: ShownScene,
  complete: boolean,
): Promise<{ placed: number; points: number }> {
  const count = Math.min(points.count, MOST_POINTS)
  const chosen = Array.from({ length: count }, (_, i) => Math.floor((i * points.count) / count))
  const rounding = 10 ** DECIMALS
  const scene: Scene = {
    complete,
    cameras: cameras.map((camera) => ({ ...camera, worldToCamera: [...camera.worldToCamera] })),
    positions: chosen.flatMap((i) =>
      [0, 1, 2].map((k) => Math.round(points.positions[3 * i + k] * rounding) / rounding),
    ),
    colors: chosen.flatMap((i) => [0, 1, 2].map((k) => points.colors[3 * i + k])),
  }
  await writeAtomically(path, JSON.stringify(scene))
  return { placed: cameras.length, points: count }
}
