import type { Camera } from '../../src-shared/camera.ts'
import type { UsedBackend } from '../../src-shared/compute-backend.ts'
import type { RgbImage } from '../../src-shared/photo.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import type { TrainerState } from './checkpoint.ts'
import type { TrainingRecipe } from './training-recipe.ts'

/** A photo to train on, without lens distortion: `camera.k1` and `k2` are 0 and its size is the image's. */
export interface TrainingView {
  readonly camera: Camera
  readonly image: RgbImage
}

/** A photo that lies anywhere, as in a file. Of its camera the same holds. */
export interface TrainingPhoto {
  readonly camera: Camera
  /** Reads the photo, its sides halved `halvings` times (0 to 2, photo-levels.ts), into exactly so many bytes, R G B. */
  read(halvings: number, into: Uint8Array): Promise<void>
}

/** What a trainer is made from, whatever it runs on. */
export interface TrainerOptions {
  /** Photos without lens distortion. */
  readonly views: readonly (TrainingView | TrainingPhoto)[]
  readonly initial: SplatCloud
  /** Steps of the schedule that `initial` has behind it; default 0. The optimiser begins afresh there. */
  readonly firstStep?: number
  /** Splats that the run had at its step 0, from where their number rises to the budget; default those of `initial`. */
  readonly firstCount?: number
  readonly steps: number
  /** Most splats; as many as `initial` has where those are more. */
  readonly splatBudget: number
  readonly shDegree: SplatCloud['shDegree']
  readonly seed: number
  /** Default: TRAINING_RECIPE. */
  readonly recipe?: TrainingRecipe
  readonly signal?: AbortSignal
  /** The scene's size in world units, for the position rate; default from the cameras. */
  readonly sceneExtent?: number
  /** Renders may be as large as this in either direction, pixels; they always may be as large as the photos. */
  readonly largestRender?: { readonly width: number; readonly height: number }
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
  readonly backend: UsedBackend
  readonly splatCount: number
  /** Forward, backward and Adam on one view; densifies and prunes when its schedule says so. */
  step(): Promise<StepResult>
  render(camera: Camera): Promise<RenderedView>
  /** A copy of the current splats; of a lost device those of the last checkpoint. */
  snapshot(): Promise<SplatCloud>
  /** Steps that the last snapshot has behind it; before the first those of the initial splats or the last checkpoint. */
  readonly checkpointStep: number
  /** All that it takes to go on as if nothing had been, where a trainer has it at hand; holds until the next step. */
  state?(): TrainerState
  close(): Promise<void>
}
