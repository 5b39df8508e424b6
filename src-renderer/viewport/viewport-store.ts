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
  /** File of the photo under the pointer, here or in the list of photos. */
  readonly hovered: string | null
  /** Share of the picture, from the left, that shows the photo: 0 to 1. */
  readonly comparison: number
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
  hovered: null,
  comparison: 0.5,
}))

export function setViewport(changed: Partial<ViewportStore>): void {
  useViewport.setState(changed)
  const { view, showCameras, showGrid, showAxes, navigation, fov } = useViewport.getState()
  writeStored('viewport', { view, showCameras, showGrid, showAxes, navigation, fov })
}
