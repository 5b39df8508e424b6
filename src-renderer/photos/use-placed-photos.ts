import { useMemo } from 'react'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { useLatestFile } from '../viewport/load/use-latest-file.ts'
import type { PlacedPhotos } from './photo-verdict.ts'

/** The photos whose cameras are known; null before the first is. */
export function usePlacedPhotos(projectId: string, scene: ProjectState['scene']): PlacedPhotos | null {
  const address = scene && `${formatFileAddress({ kind: 'scene', projectId })}?revision=${scene.revision}`
  const loaded = useLatestFile('scene', address)
  return useMemo(
    () => loaded && { files: new Set(loaded.cameras.map(({ file }) => file)), complete: loaded.complete },
    [loaded],
  )
}
