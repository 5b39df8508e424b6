import type { ProjectState } from '../../../src-shared/studio-api/project.ts'
import { formatCount } from '../../state/format.ts'
import type { LoadedScene } from '../load/load-requests.ts'
import { useStats } from '../viewport-runtime.ts'
import { useViewport, type ViewMode } from '../viewport-store.ts'
import classes from './bars.module.css'

export interface FootLineProps {
  readonly project: ProjectState
  readonly scene: LoadedScene | null
  readonly triangles: number | null
  readonly view: ViewMode
}

/** The viewport's lower left: how much is drawn and how fast. */
export function FootLine({ project, scene, triangles, view }: FootLineProps) {
  const { splats, fps, resolution } = useStats()
  const flying = useViewport((state) => state.navigation === 'fly' && state.lookThrough === null)
  const meshed = view === 'mesh' || view === 'wireframe'
  const photos = project.photos.filter(({ used }) => used).length
  const ofViews = project.stages.some(({ stage }) => stage === 'views')
  const words = [
    meshed && triangles !== null && `${formatCount(triangles)} triangles`,
    splats > 0 && `${formatCount(splats)} splats`,
    project.preview === null && scene && !ofViews && `${formatCount(scene.positions.length / 3)} points`,
    project.preview === null && scene && !ofViews && `${scene.cameras.length} of ${photos} photos placed`,
    project.preview === null && scene && ofViews && 'Sixteen views around the object',
    fps !== null && `${fps} frames/s${resolution < 0.97 ? ` at ${Math.round(100 * resolution)} %` : ''}`,
    flying && 'Flying: W A S D Q E, Shift faster, wheel sets the speed',
  ]
  return (
    <div className={classes.foot}>
      {words.map((text) => typeof text === 'string' && <span key={text}>{text}</span>)}
    </div>
  )
}
