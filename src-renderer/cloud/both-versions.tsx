import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'
import { openOverlay } from '../studio/overlay.ts'
import classes from './entry-row.module.css'

/** The ways to both versions of a project that was changed on two machines. */
export function BothVersions({ entry: { name, projectId, bothKept } }: { readonly entry: CloudEntry }) {
  if (!bothKept) return null
  const versions = [{ name, projectId }, bothKept].filter((version) => version.projectId !== null)
  return (
    <p className={classes.versions}>
      {versions.map((version) => (
        <a key={version.projectId} href={`#/project/${version.projectId}`} onClick={() => openOverlay(null)}>
          Open {version.name}
        </a>
      ))}
    </p>
  )
}
