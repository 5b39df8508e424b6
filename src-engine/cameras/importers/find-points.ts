import type { Photo } from '../../../src-shared/photo.ts'
import { partOf, type WorkOptions } from '../../../src-shared/progress.ts'
import { detectFeatures } from '../features/detect-features.ts'
import { filterPoints } from '../mapping/filter-points.ts'
import { packScene, toCameraSolution } from '../mapping/mapped-scene.ts'
import { emptyModel, placePhoto, type SceneModel } from '../mapping/scene-model.ts'
import { buildTracks, type Tracks } from '../mapping/tracks.ts'
import { makeTriangulationScratch, retriangulate } from '../mapping/triangulate-tracks.ts'
import { matchFeatures } from '../matching/match-features.ts'
import type { CameraSolution, SparsePoints } from '../types.ts'

/** The cameras are given, not found: they may be a little off in files of few digits, so more than the mapper's last pixels. */
const INLIER_PX = 4
/** As in the mapper: flatter rays say little of the depth. */
const MIN_ANGLE = (1.5 * Math.PI) / 180
const FEATURES_END = 0.35
const MATCHING_END = 0.97

/**
 * The points that cameras which came without any see: features of their photos matched and triangulated between the
 * cameras as they are. In the frame of `solution`; `observedBy` indexes its cameras. Without splats to begin at, training
 * would come to nothing. Throws `photo_unreadable`, `cancelled`.
 */
export async function findPoints(
  solution: CameraSolution,
  photos: readonly Photo[],
  options: WorkOptions = {},
): Promise<SparsePoints> {
  const { seed = 0 } = options
  const byFile = new Map(photos.map((photo) => [photo.file, photo]))
  const placed = solution.cameras.map((camera): Photo => {
    const photo = byFile.get(camera.file)
    if (!photo) throw new Error(`No photo belongs to the camera ${camera.file}`)
    return { ...photo, focalPx: camera.fx }
  })
  const features = await detectFeatures(placed, partOf(options, 0, FEATURES_END))
  const focals = placed.map(({ focalPx }) => focalPx)
  const pairs = await matchFeatures(features, focals, partOf(options, FEATURES_END, MATCHING_END))
  const input = { photos: placed, keypoints: features.map(({ keypoints }) => keypoints), pairs, seed }
  const model = posedModel(solution, emptyModel(input, buildTracks(input), lensEach(placed), focals))
  const triangulation = { inlierPx: INLIER_PX * model.unitPx, minAngle: MIN_ANGLE }
  retriangulate(model, makeTriangulationScratch(model), triangulation)
  filterPoints(model, triangulation)
  return toCameraSolution(packScene(model, []), placed, features).points
}

/** A lens of its own for every photo: imported cameras need not share one. */
function lensEach(photos: readonly Photo[]) {
  return {
    lensOf: Int32Array.from(photos.keys()),
    groups: photos.map(({ focalPx, width, height }) => ({
      focalPx,
      guessed: false,
      longerSide: Math.max(width, height),
    })),
  }
}

/** Puts the cameras into the model. It knows one focal length a lens: pixels of other shape are made square, downwards. */
function posedModel({ cameras }: CameraSolution, model: SceneModel): SceneModel {
  cameras.forEach((camera, i) => {
    const m = camera.worldToCamera
    placePhoto(model, i, [...m.slice(0, 3), ...m.slice(4, 7), ...m.slice(8, 11), m[3], m[7], m[11]])
    model.lenses.set([camera.fx, camera.k1, camera.k2], 3 * i)
    model.principalPoints.set([camera.cx, camera.cy], 2 * i)
    squarePixels(model.tracks, i, camera.cy, camera.fx / camera.fy)
  })
  return model
}

function squarePixels({ byPhoto, pixels }: Tracks, photo: number, cy: number, stretch: number): void {
  for (const m of byPhoto[photo]) pixels[2 * m + 1] = cy + (pixels[2 * m + 1] - cy) * stretch
}
