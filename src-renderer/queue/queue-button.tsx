import { QueueIcon } from '@phosphor-icons/react/dist/csr/Queue'
import { useStudio } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import classes from './queue-button.module.css'
import { QueuePanel } from './queue-panel.tsx'

/** Opens the queue, and says how many projects are in it. */
export function QueueButton() {
  const count = useStudio(({ studio }) => studio?.queue.length) ?? 0
  return (
    <Popover
      label="Queue"
      wide
      trigger={
        <Button kind="quiet" aria-label={count === 0 ? 'Queue: empty' : `Queue: ${count}`} className={classes.button}>
          <QueueIcon size={17} />
          <span className={classes.word}>Queue</span>
          {count > 0 && <span className={classes.count}>{count}</span>}
        </Button>
      }
    >
      <QueuePanel />
    </Popover>
  )
}
