import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import classes from './queue-panel.module.css'

interface CoverProps {
  readonly projectId: string
  readonly cover: ProjectSummary['cover']
}

/** A project's first photo, small. */
export function Cover({ projectId, cover }: CoverProps) {
  if (cover === null) return <span className={classes.cover} />
  const address = formatFileAddress({ kind: 'thumbnail', projectId, photoId: cover })
  return <img className={classes.cover} src={address} alt="" draggable={false} />
}
