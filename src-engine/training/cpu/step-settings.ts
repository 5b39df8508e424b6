import type { Camera } from '../../../src-shared/camera.ts'
import { cameraCenter } from './project-splats.ts'
import type { PinholeView } from './raster-constants.ts'
import type { SurfacePulls } from './regularise-splat.ts'
import type { SharedBuffers } from './shared-buffers.ts'
import { WIDENED_VIEW } from './splat-footprint.ts'

/** What the threads are asked to do next. */
export const RENDER = 1
export const TRAIN = 2

/** Adam's decay rates and guard against division by zero, as in the 3DGS reference. */
export const BETA1 = 0.9
export const BETA2 = 0.999
export const EPSILON = 1e-15

/** One step's orders, as the main thread writes them into shared memory and each thread reads them. */
export interface StepSettings extends SurfacePulls {
  readonly command: number
  readonly count: number
  readonly activeDegree: number
  readonly view: PinholeView
  /** Where the photo lies in `images`: 3 * width * height bytes. */
  readonly imageStart: number
  /** Adam steps done before, plus one: for the bias correction. */
  readonly adamStep: number
  readonly positionRate: number
  readonly scaleRate: number
  readonly rotationRate: number
  readonly opacityRate: number
  readonly colorRate: number
  readonly harmonicsRate: number
  /** Whether a densification is still to come, which looks at the steepness of the gradient. */
  readonly withSteepness: boolean
  /** Share of the splats that this step does without, and its number, which decides which (left-out-splats.ts). */
  readonly leftOut: number
  readonly step: number
}

/** What a thread reads of an order; the rest lies in `view` and `rates`, where the kernels read it. */
export interface Order {
  command: number
  count: number
  activeDegree: number
  width: number
  height: number
  imageStart: number
  withSteepness: boolean
}

/** Writes an order into shared memory: `view` as kernels/splat-footprint.as.ts reads it, `rates` as update-splats.as.ts. */
export function writeSettings(settings: StepSettings, { settings: order, view: out, rates }: SharedBuffers): void {
  const { view, command, count, activeDegree, imageStart, adamStep } = settings
  const { width, height, fx, fy, cx, cy, pose } = view
  order.set([command, count, activeDegree, width, height, imageStart, +settings.withSteepness])
  const limitX = (WIDENED_VIEW * Math.max(cx, width - cx)) / fx
  const limitY = (WIDENED_VIEW * Math.max(cy, height - cy)) / fy
  out.set(pose)
  out.set([fx, fy, cx, cy, width, height, ...cameraCenter(pose), limitX, limitY, settings.leftOut, settings.step], 12)
  const { positionRate, scaleRate, rotationRate, opacityRate, colorRate, harmonicsRate } = settings
  rates.set([positionRate, scaleRate, rotationRate, opacityRate, colorRate, harmonicsRate])
  // The steepness is per pixel of this image; in units of the image's width it compares across sizes.
  const biases = [1 / (1 - BETA1 ** adamStep), 1 / (1 - BETA2 ** adamStep)]
  rates.set([...biases, settings.opacityPull, settings.flattening, width / 2, settings.surfaceReach ** 2], 6)
}

export function readOrder(from: Float64Array, order: Order): void {
  order.command = from[0]
  order.count = from[1]
  order.activeDegree = from[2]
  order.width = from[3]
  order.height = from[4]
  order.imageStart = from[5]
  order.withSteepness = from[6] === 1
}

/** A camera as the rasteriser takes it. Throws when the camera has lens distortion: photos are undistorted before. */
export function pinholeView(camera: Camera): PinholeView {
  if (camera.k1 !== 0 || camera.k2 !== 0) throw new Error(`Camera ${camera.file} has lens distortion; undistort first.`)
  const m = camera.worldToCamera
  const pose = Float64Array.of(m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10], m[3], m[7], m[11])
  const { width, height, fx, fy, cx, cy } = camera
  return { width, height, fx, fy, cx, cy, pose }
}
