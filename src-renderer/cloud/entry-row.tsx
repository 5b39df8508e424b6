import { DotsThreeIcon } from '@phosphor-icons/react/dist/csr/DotsThree'
import type { ReactNode } from 'react'
import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'
import { formatBytes } from '../state/format.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { Progress } from '../ui/progress.tsx'
import { restoreEntry, stopEntry, syncEntry, trashEntry } from './cloud-actions.ts'
import { stateKind, stateNote, stateWords } from './cloud-words.ts'
import classes from './entry-row.module.css'

export interface EntryRowProps {
  readonly name: string
  /** Undefined: it was never kept in the cloud. */
  readonly entry: CloudEntry | undefined
  /** Before the name. */
  readonly children?: ReactNode
}

/** A project and the cloud: how it stands, and what can be done about it. */
export function EntryRow({ name, entry, children }: EntryRowProps) {
  const shown = entry && entry.state !== 'not-kept' ? entry : undefined
  const note = entry ? stateNote(entry) : ''
  return (
    <li className={classes.row}>
      <span className={classes.lead}>{children}</span>
      <div className={classes.words}>
        <strong>{name}</strong>
        {shown && (
          <span className={`${classes.state} ${classes[stateKind(shown)] ?? ''}`}>
            {stateWords(shown)}
            {shown.bytes > 0 && <span className={classes.size}>{formatBytes(shown.bytes)}</span>}
          </span>
        )}
        {shown?.fraction != null && <Progress label={`Sync of ${name}`} value={shown.fraction} />}
        {note && (
          <p className={entry?.error ? classes.fault : classes.note} role={entry?.error ? 'alert' : undefined}>
            {note}
          </p>
        )}
      </div>
      {shown && <EntryActions entry={shown} />}
    </li>
  )
}

function EntryActions({ entry }: { readonly entry: CloudEntry }) {
  const { name, state, projectId } = entry
  const isFetch = projectId === null
  if (state === 'in-trash') return <Button onClick={() => restoreEntry(entry)}>Restore</Button>
  return (
    <div className={classes.actions}>
      {state === 'syncing' ? (
        <Button onClick={() => stopEntry(entry)}>Stop</Button>
      ) : (
        state !== 'arriving' && (
          <Button kind={isFetch ? 'primary' : 'plain'} onClick={() => syncEntry(entry)}>
            {state === 'stopped' ? (entry.error ? 'Try again' : 'Go on') : isFetch ? 'Fetch' : 'Sync now'}
          </Button>
        )
      )}
      <Menu
        trigger={
          <IconButton label={`More about ${name} in the cloud`}>
            <DotsThreeIcon size={18} weight="bold" />
          </IconButton>
        }
        items={[
          { label: 'Move to the trash…', danger: true, onSelect: () => setTimeout(() => void trashEntry(entry)) },
        ]}
      />
    </div>
  )
}
