import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'
import { formatBytes } from '../state/format.ts'
import { Fault } from '../ui/fault.tsx'
import { Progress } from '../ui/progress.tsx'
import { Switch } from '../ui/switch.tsx'
import { useAttempt } from '../ui/use-attempt.ts'
import { BothVersions } from './both-versions.tsx'
import { keepInCloud } from './cloud-actions.ts'
import { stateKind, stateNote, stateWord, stateWords } from './cloud-words.ts'
import { EntryActions } from './entry-actions.tsx'
import classes from './entry-row.module.css'

export interface EntryRowProps {
  readonly name: string
  /** The project of this library; null: not on this machine. */
  readonly projectId: string | null
  /** Undefined: it was never kept in the cloud. */
  readonly entry: CloudEntry | undefined
  /** Whether there are switches that say what is kept: the rows of those without keep their place free. */
  readonly hasSwitch?: boolean
}

/** A project and the cloud: how it stands, and what can be done about it. */
export function EntryRow({ name, projectId, entry, hasSwitch = false }: EntryRowProps) {
  const { isBusy, fault, attempt } = useAttempt()
  const shown = entry && entry.state !== 'not-kept' ? entry : undefined
  const note = entry && !entry.error ? stateNote(entry) : ''
  return (
    <li className={classes.row} aria-busy={isBusy}>
      {hasSwitch && (
        <span className={classes.lead}>
          {projectId !== null && (
            <Switch
              label={`Keep ${name} in the cloud`}
              checked={shown !== undefined}
              onChecked={(keep) => void attempt(() => keepInCloud(projectId, keep))}
            />
          )}
        </span>
      )}
      <div className={classes.words}>
        <p className={classes.title}>
          <strong>{name}</strong>
          {shown && <span className={`${classes.state} ${classes[stateKind(shown)] ?? ''}`}>{stateWords(shown)}</span>}
          {shown && shown.bytes > 0 && <span className={classes.size}>{formatBytes(shown.bytes)}</span>}
        </p>
        {shown?.fraction != null && <Progress label={`Sync of ${name}`} value={shown.fraction} />}
        {note && <p className={classes.note}>{note}</p>}
        {shown && <BothVersions entry={shown} />}
        <Fault fault={fault ?? entry?.error ?? null} />
        <p className="visually-hidden" role="status">
          {shown && `${name}: ${stateWord(shown)}`}
        </p>
      </div>
      {shown && <EntryActions entry={shown} isBusy={isBusy} attempt={attempt} />}
    </li>
  )
}
