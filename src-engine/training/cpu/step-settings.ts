import type { Camera } from '../../../src-shared/camera.ts'
import type { PinholeView } from './raster-constants.ts'

/** What the threads are asked to do next. */
export const RENDER = 1
export const TRAIN = 2

/** Adam's decay rates and guard against division by zero, as in the 3DGS reference. */
export const BETA1 = 0.9
export const BETA2 = 0.999
export const EPSILON = 1e-15

/** One step's orders, as the main thread writes them into shared memory and each thread reads them. */
export interface StepSettings {
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
  /** Pulls of every step, in units of the loss: see `regulariseSplat`. */
  readonly opacityPull: number
  readonly flattening: number
}

/** Index of the pose in the settings array; the numbers before it are in the order below. */
const POSE = 20

export function writeSettings(settings: StepSettings, out: Float64Array): void {
  const { view } = settings
  out.set([
    settings.command,
    settings.count,
    settings.activeDegree,
    view.width,
    view.height,
    view.fx,
    view.fy,
    view.cx,
    view.cy,
    settings.imageStart,
    settings.adamStep,
    settings.positionRate,
    settings.scaleRate,
    settings.rotationRate,
    settings.opacityRate,
    settings.colorRate,
    settings.harmonicsRate,
    settings.opacityPull,
    settings.flattening,
  ])
  out.set(view.pose, POSE)
}

export function readSettings(from: Float64Array): StepSettings {
  const [command, count, activeDegree, width, height, fx, fy, cx, cy, imageStart, adamStep] = from
  const [positionRate, scaleRate, rotationRate, opacityRate, colorRate, harmonicsRate, opacityPull, flattening] =
    from.subarray(11)
  return {
    command,
    count,
    activeDegree,
    view: { width, height, fx, fy, cx, cy, pose: from.slice(POSE, POSE + 12) },
    imageStart,
    adamStep,
    positionRate,
    scaleRate,
    rotationRate,
    opacityRate,
    colorRate,
    harmonicsRate,
    opacityPull,
    flattening,
  }
}

/** A camera as the rasteriser takes it. Throws when the camera has lens distortion: photos are undistorted before. */
export function pinholeView(camera: Camera): PinholeView {
  if (camera.k1 !== 0 || camera.k2 !== 0) throw new Error(`Camera ${camera.file} has lens distortion; undistort first.`)
  const m = camera.worldToCamera
  const pose = Float64Array.of(m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10], m[3], m[7], m[11])
  const { width, height, fx, fy, cx, cy } = camera
  return { width, height, fx, fy, cx, cy, pose }
}
