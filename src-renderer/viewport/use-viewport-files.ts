import { useMemo } from 'react'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { refinementKey } from '../refinement/use-refinement.ts'
import { useShownVersion } from '../refinement/version-store.ts'
import type { DrawnCloud } from '../splats/pack-cloud.ts'
import { isInQueue } from '../state/run-progress.ts'
import type { LoadedPreview, LoadedScene, LoadedSurface } from './load/load-requests.ts'
import { useLatestFile } from './load/use-latest-file.ts'
import type { ViewMode } from './viewport-store.ts'

export interface ViewportFiles {
  readonly preview: LoadedPreview | null
  /** A version of the refined model that is looked at in place of the one in use. */
  readonly version: DrawnCloud | null
  readonly scene: LoadedScene | null
  readonly surface: LoadedSurface | null
  readonly texture: string
}

/** What there is of a project to draw, kept up to date. The surface is fetched when it is first looked at. */
export function useViewportFiles(project: ProjectState, view: ViewMode, previewWanted: boolean): ViewportFiles {
  const projectId = project.summary.id
  const at = (kind: 'preview' | 'scene' | 'mesh' | 'texture', revision: number) =>
    `${formatFileAddress({ kind, projectId })}?revision=${revision}`
  const meshed = view === 'mesh' || view === 'wireframe'
  // A surface has no revision of its own; how long it took tells one from the next.
  const made = useMemo(
    () => Math.round(1000 * (project.stages.find(({ stage }) => stage === 'surface')?.seconds ?? 0)),
    [project.stages],
  )
  const { preview, scene } = project
  const chosen = useShownVersion(projectId)
  // While it is made anew there is only what forms.
  const shown = isInQueue(project.summary.state) ? null : chosen
  const versionAt =
    shown === null
      ? null
      : `${formatFileAddress({ kind: 'version', projectId, version: shown })}?revision=${refinementKey(project)}`
  return {
    preview: useLatestFile(
      'preview',
      previewWanted && preview && shown === null ? at('preview', preview.revision) : null,
    ),
    version: useLatestFile('version', versionAt),
    scene: useLatestFile('scene', scene ? at('scene', scene.revision) : null),
    surface: useLatestFile('mesh', meshed ? at('mesh', made) : null),
    texture: at('texture', made),
  }
}
