import type { SparkRenderer } from '@sparkjsdev/spark'
import type { Scene, WebGLRenderer } from 'three'
import { create } from 'zustand'
import type { CameraRig } from './camera/camera-rig.ts'

/** The live parts of the canvas, for the viewport's own bars and for taking pictures; null while there is no canvas. */
export interface ViewportRuntime {
  readonly rig: CameraRig | null
  readonly gl: WebGLRenderer | null
  readonly scene: Scene | null
  readonly spark: SparkRenderer | null
  /** Pictures are being taken: the canvas is not the viewport's to draw on. */
  readonly capturing: boolean
}

export const useRuntime = create<ViewportRuntime>(() => ({
  rig: null,
  gl: null,
  scene: null,
  spark: null,
  capturing: false,
}))

/** What the line at the viewport's foot says. */
export interface ViewportStats {
  /** Splats in view modes that draw them. */
  readonly splats: number
  /** Frames a second while the view moves; null at rest. */
  readonly fps: number | null
  /** Share of the full resolution that is drawn. */
  readonly resolution: number
  /** Nearest and farthest depth shown, world units. */
  readonly depth: readonly [number, number]
}

export const useStats = create<ViewportStats>(() => ({ splats: 0, fps: null, resolution: 1, depth: [0, 1] }))
