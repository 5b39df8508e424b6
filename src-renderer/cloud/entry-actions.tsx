import { DotsThreeIcon } from '@phosphor-icons/react/dist/csr/DotsThree'
import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import type { Attempt } from '../ui/use-attempt.ts'
import { restoreEntry, stopEntry, syncEntry, trashEntry } from './cloud-actions.ts'
import classes from './entry-row.module.css'

export interface EntryActionsProps extends Pick<Attempt, 'isBusy' | 'attempt'> {
  readonly entry: CloudEntry
}

interface Action {
  readonly label: string
  readonly run: () => Promise<void>
}

/** What can be done about a project in the cloud. The first button stays the same element, so that it keeps the focus. */
export function EntryActions({ entry, isBusy, attempt }: EntryActionsProps) {
  const { name, state } = entry
  const action = actionOf(entry)
  return (
    <div className={classes.actions}>
      {action && (
        <Button
          kind={state === 'only-in-cloud' ? 'primary' : 'plain'}
          aria-disabled={isBusy}
          aria-label={`${action.label}: ${name}`}
          onClick={() => void attempt(action.run)}
        >
          {action.label}
        </Button>
      )}
      {state !== 'in-trash' && (
        <Menu
          trigger={
            <IconButton label={`More about ${name} in the cloud`}>
              <DotsThreeIcon size={18} weight="bold" />
            </IconButton>
          }
          items={[
            {
              label: 'Move to the trash…',
              danger: true,
              // The menu gives the focus back as it closes: the question comes after that.
              onSelect: () => setTimeout(() => void attempt(() => trashEntry(entry))),
            },
          ]}
        />
      )}
    </div>
  )
}

function actionOf(entry: CloudEntry): Action | null {
  const { state, projectId, error } = entry
  const sync = () => syncEntry(entry)
  switch (state) {
    case 'arriving':
      return null
    case 'in-trash':
      return { label: 'Restore', run: () => restoreEntry(entry) }
    case 'syncing':
      return { label: 'Stop', run: () => stopEntry(entry) }
    case 'stopped':
      return { label: error ? 'Try again' : 'Go on', run: sync }
    default:
      return { label: projectId === null ? 'Fetch' : 'Sync now', run: sync }
  }
}
