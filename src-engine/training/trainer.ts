import type { Camera } from '../../src-shared/camera.ts'
import type { RgbImage } from '../../src-shared/photo.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

/** A photo to train on, without lens distortion: `camera.k1` and `k2` are 0 and its size is the image's. */
export interface TrainingView {
  readonly camera: Camera
  readonly image: RgbImage
}

/** What a render gives. Arrays are row-major, top to bottom. */
export interface RenderedView {
  readonly width: number
  readonly height: number
  /** Display sRGB in 0..1, interleaved, composited over black: 3 * width * height. */
  readonly color: Float32Array
  /** Alpha-weighted mean distance along the camera's z axis, world units; 0 where alpha is 0: width * height. */
  readonly depth: Float32Array
  /** Distance along z where the accumulated opacity passes one half, 0 where it never does: sharp at edges. */
  readonly medianDepth: Float32Array
  /** Accumulated opacity 0..1: width * height. */
  readonly alpha: Float32Array
}

export interface StepResult {
  readonly step: number
  readonly loss: number
  /** PSNR of the photo trained on in this step, before the update, dB. */
  readonly psnr: number
  /** Mean SSIM of that photo, likewise. */
  readonly ssim: number
  readonly splats: number
}

/** One optimiser of splats against photos. The CPU and the WebGPU backend both fill it and must agree. */
export interface Trainer {
  readonly backend: 'cpu' | 'webgpu'
  readonly splatCount: number
  /** Forward, backward and Adam on one view; densifies and prunes when its schedule says so. */
  step(): Promise<StepResult>
  render(camera: Camera): Promise<RenderedView>
  /** A copy of the current splats. */
  snapshot(): Promise<SplatCloud>
  close(): Promise<void>
}
