import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { studioClient, useStudio } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { Fault } from '../ui/fault.tsx'
import { useAttempt } from '../ui/use-attempt.ts'
import classes from './cloud-dialog.module.css'
import { EntryRow } from './entry-row.tsx'

const NONE: readonly ProjectSummary[] = []

/** All projects, here and in the cloud: whether each is kept there, how it stands, and what can be done about it. */
export function CloudProjects({ projects: entries }: { readonly projects: readonly CloudEntry[] }) {
  const projects = useStudio(({ studio }) => studio?.projects) ?? NONE
  const elsewhere = entries.filter(({ projectId }) => projectId === null)
  const { isBusy, fault, attempt } = useAttempt()
  return (
    <section className={classes.part} aria-label="Projects in the cloud">
      <header className={classes.heading}>
        <h3>Projects</h3>
        <p className={classes.hint}>Those switched on are kept in the cloud, and synced by themselves.</p>
        <Button onClick={() => void attempt(() => studioClient().api.syncAll({}))} aria-disabled={isBusy}>
          {isBusy ? 'Comparing…' : 'Sync now'}
        </Button>
      </header>
      <Fault fault={fault} />
      {projects.length + elsewhere.length === 0 && (
        <p className={classes.hint}>There are none yet, neither here nor in the cloud.</p>
      )}
      <ul className={classes.rows}>
        {projects.map(({ id, name }) => (
          <EntryRow
            key={id}
            name={name}
            projectId={id}
            entry={entries.find(({ projectId }) => projectId === id)}
            hasSwitch
          />
        ))}
        {elsewhere.map((entry) => (
          <EntryRow key={entry.id} name={entry.name} projectId={null} entry={entry} hasSwitch />
        ))}
      </ul>
    </section>
  )
}
