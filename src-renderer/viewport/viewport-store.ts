import { create } from 'zustand'
import { readStored, writeStored } from '../state/use-stored.ts'

/** How the model is drawn. */
export type ViewMode = 'splats' | 'points' | 'mesh' | 'wireframe' | 'depth'

/** How the viewport looks and is looked around in. What the person chose is remembered, but for the photo looked through. */
export interface ViewportSettings {
  readonly view: ViewMode
  readonly showCameras: boolean
  readonly showGrid: boolean
  readonly showAxes: boolean
  readonly navigation: 'orbit' | 'fly'
  /** Vertical field of view, degrees. */
  readonly fov: number
}

export interface ViewportStore extends ViewportSettings {
  /** File of the photo whose camera the viewport looks through; null: free. */
  readonly lookThrough: string | null
  /** Share of the picture, from the left, that shows the photo: 0 to 1. */
  readonly comparison: number
  /** File of the photo pointed at, in the photos panel or as a frustum: shown highlighted in both. */
  readonly hovered: string | null
}

const DEFAULTS: ViewportSettings = {
  view: 'splats',
  showCameras: true,
  showGrid: true,
  showAxes: false,
  navigation: 'orbit',
  fov: 45,
}

export const useViewport = create<ViewportStore>(() => ({
  ...DEFAULTS,
  ...readStored<Partial<ViewportSettings>>('viewport', {}),
  lookThrough: null,
  comparison: 0.5,
  hovered: null,
}))

export function setViewport(changed: Partial<ViewportStore>): void {
  useViewport.setState(changed)
  const { view, showCameras, showGrid, showAxes, navigation, fov } = useViewport.getState()
  writeStored('viewport', { view, showCameras, showGrid, showAxes, navigation, fov })
}
