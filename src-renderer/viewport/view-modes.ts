import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import type { ViewMode } from './viewport-store.ts'

export interface ViewModeState {
  readonly mode: ViewMode
  readonly label: string
  /** What it shows, or, where it is not available, why not and when it will be. */
  readonly title: string
  readonly available: boolean
}

const MODES: readonly Omit<ViewModeState, 'available'>[] = [
  { mode: 'splats', label: 'Splats', title: 'The Gaussian splats, as they were trained' },
  { mode: 'points', label: 'Points', title: 'The centre of each splat' },
  { mode: 'mesh', label: 'Mesh', title: 'The textured surface' },
  { mode: 'wireframe', label: 'Wireframe', title: 'The triangles of the surface' },
  { mode: 'depth', label: 'Depth', title: 'How far each splat is from the view' },
]

/** Which ways of drawing there are for a project as it stands. */
export function viewModes(project: Pick<ProjectState, 'preview' | 'scene' | 'stages'>): ViewModeState[] {
  const trained = project.preview !== null
  const surface = surfaceState(project)
  return MODES.map((entry) => {
    const meshed = entry.mode === 'mesh' || entry.mode === 'wireframe'
    if (meshed ? surface === 'there' : trained || (entry.mode === 'points' && project.scene !== null)) {
      return { ...entry, available: true }
    }
    const why = meshed ? WHY_NO_MESH[surface] : 'Available once training has begun'
    return { ...entry, available: false, title: `${entry.title}. ${why}.` }
  })
}

/** The wanted view, or else the nearest to it that can be shown. */
export function shownView(wanted: ViewMode, modes: readonly ViewModeState[]): ViewMode {
  const isThere = (mode: ViewMode) => modes.some((entry) => entry.mode === mode && entry.available)
  if (isThere(wanted)) return wanted
  return isThere('splats') ? 'splats' : 'points'
}

const WHY_NO_MESH = {
  there: '',
  coming: 'The surface is being made',
  none: 'Available once the surface has been made, after training',
}

function surfaceState({ stages }: Pick<ProjectState, 'stages'>): keyof typeof WHY_NO_MESH {
  const surface = stages.find(({ stage }) => stage === 'surface')
  if (surface?.state === 'finished' || surface?.state === 'reused') return 'there'
  return surface?.state === 'running' ? 'coming' : 'none'
}
