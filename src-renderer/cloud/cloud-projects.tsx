import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { useStudio } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'
import { keepInCloud, syncAll } from './cloud-actions.ts'
import classes from './cloud-dialog.module.css'
import { EntryRow } from './entry-row.tsx'

const NONE: readonly ProjectSummary[] = []

/** All projects, here and in the cloud: whether each is kept there, how it stands, and what can be done about it. */
export function CloudProjects({ projects: entries }: { readonly projects: readonly CloudEntry[] }) {
  const projects = useStudio(({ studio }) => studio?.projects) ?? NONE
  const isKept = (id: string) => entries.some(({ projectId, state }) => projectId === id && state !== 'not-kept')
  const elsewhere = entries.filter(({ projectId }) => projectId === null)
  return (
    <section className={classes.part} aria-label="Projects in the cloud">
      <header className={classes.heading}>
        <h3>Projects</h3>
        <Button onClick={() => void syncAll()}>Sync now</Button>
      </header>
      {projects.length + elsewhere.length === 0 && (
        <p className={classes.hint}>There are none yet, neither here nor in the cloud.</p>
      )}
      <ul className={classes.rows}>
        {projects.map(({ id, name }) => (
          <EntryRow key={id} name={name} entry={entries.find(({ projectId }) => projectId === id)}>
            <Switch
              label={`Keep ${name} in the cloud`}
              checked={isKept(id)}
              onChecked={(keep) => void keepInCloud(id, keep)}
            />
          </EntryRow>
        ))}
        {elsewhere.map((entry) => (
          <EntryRow key={entry.id} name={entry.name} entry={entry} />
        ))}
      </ul>
    </section>
  )
}
