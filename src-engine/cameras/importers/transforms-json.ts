import { z } from 'zod'
import type { Mat4 } from '../../../src-shared/camera.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { orthonormalizeRotation } from '../../math/rotation.ts'
import { type Intrinsics, requireRadial, unsupportedLens } from './camera-models.ts'
import { type ImportedScene, type ImportedView, NO_POINTS } from './imported-scene.ts'

const number = z.number()

/** Intrinsics may stand at the top for all frames, or at a frame. */
const intrinsicsSchema = z.object({
  camera_model: z.string().optional(),
  camera_angle_x: number.positive().optional(),
  camera_angle_y: number.positive().optional(),
  fl_x: number.positive().optional(),
  fl_y: number.positive().optional(),
  cx: number.optional(),
  cy: number.optional(),
  w: number.positive().optional(),
  h: number.positive().optional(),
  k1: number.optional(),
  k2: number.optional(),
  k3: number.optional(),
  k4: number.optional(),
  p1: number.optional(),
  p2: number.optional(),
  is_fisheye: z.boolean().optional(),
})

const matrixSchema = z.array(z.array(number).length(4)).min(3).max(4)

/** `transforms.json` of NeRF, instant-ngp and nerfstudio. */
const transformsSchema = intrinsicsSchema.extend({
  frames: z.array(intrinsicsSchema.extend({ file_path: z.string().min(1), transform_matrix: matrixSchema })).min(1),
})

type FileIntrinsics = z.infer<typeof intrinsicsSchema>

/** Distortion this small, in these programs' files, is a solver's noise. */
const NEGLIGIBLE_TERM = 1e-4

/**
 * Reads a `transforms.json`. Its matrices take camera to world with OpenGL axes (x right, y up, z backward); it holds
 * no points. Throws a zod error for another kind of file, `unsupported_format` for lenses we cannot express.
 */
export function parseTransforms(json: unknown): ImportedScene {
  const { frames, ...shared } = transformsSchema.parse(json)
  const views = frames.map(({ file_path, transform_matrix, ...own }): ImportedView => {
    const given = { ...shared, ...own }
    const worldToCamera = fromOpenGl(transform_matrix)
    return { name: file_path, camera: (photo) => ({ file: file_path, ...intrinsics(given, photo), worldToCamera }) }
  })
  return { views, points: NO_POINTS }
}

/** Fills in what is missing: the size from the photo, the focal length from the angle of view, the centre. */
function intrinsics(given: FileIntrinsics, photo: { readonly width: number; readonly height: number }): Intrinsics {
  const width = Math.round(given.w ?? photo.width)
  const height = Math.round(given.h ?? photo.height)
  const fx = given.fl_x ?? (given.camera_angle_x && (0.5 * width) / Math.tan(0.5 * given.camera_angle_x))
  const fy = given.fl_y ?? (given.camera_angle_y && (0.5 * height) / Math.tan(0.5 * given.camera_angle_y)) ?? fx
  if (!fx || !fy) {
    throw new StudioError(
      'validation_failed',
      'The transforms.json says neither a focal length (fl_x) nor an angle of view (camera_angle_x).',
      'Add one of them, or let this program solve the cameras.',
    )
  }
  if (given.is_fisheye || /fisheye|equirect/i.test(given.camera_model ?? '')) throw unsupportedLens('A fisheye lens')
  if (Math.abs(given.k3 ?? 0) > NEGLIGIBLE_TERM || Math.abs(given.k4 ?? 0) > NEGLIGIBLE_TERM) {
    throw unsupportedLens('Lens distortion of a higher order (k3, k4)')
  }
  const { cx = width / 2, cy = height / 2, k1 = 0, k2 = 0, p1 = 0, p2 = 0 } = given
  const found = { width, height, fx, fy, cx, cy, k1, k2 }
  requireRadial(found, p1, p2)
  return found
}

/** World to camera with OpenCV axes, from camera to world with OpenGL axes (y and z the other way). */
function fromOpenGl(m: readonly (readonly number[])[]): Mat4 {
  // Rows of world to camera are the camera's axes in the world: columns of camera to world, y and z turned round.
  const r = Float64Array.from([0, 1, 2].flatMap((axis) => [0, 1, 2].map((i) => (axis === 0 ? 1 : -1) * m[i][axis])))
  orthonormalizeRotation(r)
  const t = [0, 1, 2].map((i) => -(r[3 * i] * m[0][3] + r[3 * i + 1] * m[1][3] + r[3 * i + 2] * m[2][3]))
  return [...r.slice(0, 3), t[0], ...r.slice(3, 6), t[1], ...r.slice(6, 9), t[2], 0, 0, 0, 1]
}
