import { cameraCenter } from '../cpu/project-splats.ts'
import type { PinholeView } from '../cpu/raster-constants.ts'
import type { SurfacePulls } from '../cpu/regularise-splat.ts'
import { BETA1, BETA2 } from '../cpu/step-settings.ts'
import { tileGrid } from '../cpu/tile-lists.ts'
import type { LearningRates } from '../schedule.ts'

/** What changes from one step or render to the next; the struct of wgsl/settings.wgsl.ts. */
export interface GpuSettings {
  readonly view: PinholeView
  readonly count: number
  readonly capacity: number
  readonly activeDegree: number
  readonly pairCapacity: number
  readonly mayGrow: boolean
}

/** What only a training step has. */
export interface GpuStep extends LearningRates, SurfacePulls {
  /** Adam steps done before, plus one: for the bias correction. */
  readonly adamStep: number
  /** Share of the splats that this step does without, and its number, which decides which (left-out-splats.ts). */
  readonly leftOut: number
  readonly step: number
}

export const SETTINGS_BYTES = 176
/** Where the whole numbers begin in the struct, and the reals behind them, in words. */
const WHOLE = 19
const RATES = 28

/** The struct as bytes. Without `step` the kernels that change splats must not run. */
export function settingsBytes(settings: GpuSettings, step: GpuStep | null): ArrayBuffer {
  const { view } = settings
  const { pose } = view
  const bytes = new ArrayBuffer(SETTINGS_BYTES)
  const reals = new Float32Array(bytes)
  const wholes = new Uint32Array(bytes)
  for (let row = 0; row < 3; row++) {
    reals.set(pose.subarray(3 * row, 3 * row + 3), 4 * row)
    reals[4 * row + 3] = pose[9 + row]
  }
  reals.set(cameraCenter(pose), 12)
  reals.set([view.fx, view.fy, view.cx, view.cy], 15)
  const { columns, rows } = tileGrid(view.width, view.height)
  const { count, capacity, activeDegree, pairCapacity, mayGrow } = settings
  wholes.set([view.width, view.height, columns, rows, count, capacity, activeDegree, pairCapacity, +mayGrow], WHOLE)
  if (step) {
    const { positionRate, scaleRate, rotationRate, opacityRate, colorRate, harmonicsRate } = step
    reals.set([positionRate, scaleRate, rotationRate, opacityRate, colorRate, harmonicsRate], RATES)
    reals.set([step.opacityPull, step.flattening], RATES + 6)
    reals.set([1 / (1 - BETA1 ** step.adamStep), 1 / (1 - BETA2 ** step.adamStep), step.leftOut], RATES + 8)
    wholes[RATES + 11] = step.step
    reals[RATES + 12] = step.surfaceReach
  }
  return bytes
}
