import { StudioError } from '../../src-shared/errors.ts'
import { partOf, type WorkOptions } from '../../src-shared/progress.ts'
import type { ObjectPicture } from '../background/square-crop.ts'
import { dropSmallPieces } from '../mesh/clean-surface.ts'
import { marchingCubes } from '../mesh/marching-cubes.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import { fitToPicture } from './fit-to-picture.ts'
import type { ShapeOfPhoto } from './inflated-shape.ts'
import { observedVertices } from './observed-vertices.ts'
import { photoCamera } from './rig.ts'
import { type FieldQuery, sampleField } from './sample-field.ts'

export interface FieldShapeOptions extends WorkOptions {
  /** Cells along the cube's sides. */
  readonly grid: 128 | 256 | 384
}

/** Separate pieces with fewer triangles than this share of the largest are specks of the network's. */
const PIECE_SHARE = 0.02

/**
 * The shape that a `shape` model sees in the photo: its cube sampled, marching cubes, its colours asked at the vertices,
 * moved so that it fills the photo's outline.
 *
 * @param query Points x y z in -1..1, +Y up, the camera that took the photo on +Z.
 * @param picture What the model was shown, square, see `cutOut`.
 * @throws StudioError `pipeline_error` when there is no surface, `cancelled`, and whatever the query throws.
 */
export async function fieldShape(
  query: FieldQuery,
  picture: ObjectPicture,
  options: FieldShapeOptions,
): Promise<ShapeOfPhoto> {
  const field = await sampleField(query, options.grid, partOf(options, 0, 0.8))
  await betweenLongSteps(options)
  const { positions: cube, indices } = dropSmallPieces(marchingCubes(field), PIECE_SHARE)
  if (indices.length === 0) {
    throw new StudioError(
      'pipeline_error',
      'The shape model sees no object in the photo.',
      'Check that the cut-out shows the object, or switch the shape model off to use the built-in method.',
    )
  }
  await betweenLongSteps(options)
  const { colours } = await query(cube, partOf(options, 0.8, 0.95))
  const camera = photoCamera('photo.png', picture.image.width)
  const positions = fitToPicture(cube, camera, picture.alpha)
  await betweenLongSteps(options)
  const observed = observedVertices({ positions, indices }, camera)
  options.onProgress?.(1, 'Asking for colours')
  const bytes = Uint8Array.from(colours, (value) => Math.round(255 * Math.min(1, Math.max(0, value))))
  return { shape: { positions, indices, observed, paint: { kind: 'vertices', colours: bytes } }, camera }
}
