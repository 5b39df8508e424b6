import type { PerspectiveCamera, Vector3 } from 'three'
import { create } from 'zustand'

/** What parts outside the canvas may ask of it; all null until it has drawn once. */
export interface ViewportHandle {
  readonly camera: PerspectiveCamera | null
  readonly canvas: HTMLCanvasElement | null
  /** Asks for one more frame: the viewport only draws when something has changed. */
  readonly invalidate: () => void
  /** While false the pointer does not turn the view: a tool has it. */
  readonly setNavigationEnabled: (enabled: boolean) => void
  /** Moves the view, smoothly, until the sphere fills it (world units). */
  readonly fitSphere: (centre: Vector3, radius: number) => void
}

const nothing = () => {}

export const useViewportHandle = create<ViewportHandle>(() => ({
  camera: null,
  canvas: null,
  invalidate: nothing,
  setNavigationEnabled: nothing,
  fitSphere: nothing,
}))
