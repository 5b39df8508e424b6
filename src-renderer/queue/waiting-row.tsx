import { ArrowDownIcon } from '@phosphor-icons/react/dist/csr/ArrowDown'
import { ArrowUpIcon } from '@phosphor-icons/react/dist/csr/ArrowUp'
import { DotsSixVerticalIcon } from '@phosphor-icons/react/dist/csr/DotsSixVertical'
import { XIcon } from '@phosphor-icons/react/dist/csr/X'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { studioClient } from '../state/studio-store.ts'
import { IconButton } from '../ui/button.tsx'
import { toastError } from '../ui/toast.tsx'
import { Cover } from './cover.tsx'
import classes from './queue-panel.module.css'

export interface WaitingRowProps {
  readonly project: ProjectSummary
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly isDragged: boolean
  /** By so many places: -1 is earlier. */
  readonly onMove: (by: -1 | 1) => void
  /** With the id while it is dragged, then with null. */
  readonly onDrag: (id: string | null) => void
  /** Another row is dragged over this one. */
  readonly onDragOver: () => void
}

/** A project that waits: dragged, or moved with buttons or Alt and an arrow key. */
export function WaitingRow({ project, isFirst, isLast, isDragged, onMove, onDrag, onDragOver }: WaitingRowProps) {
  const { id, name, cover, photos } = project
  const cancel = () => void studioClient().api.cancelRun({ projectId: id }).catch(toastError)
  return (
    <li
      className={`${classes.waiting} ${isDragged ? classes.dragged : ''}`}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', name)
        onDrag(id)
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => event.preventDefault()}
      onDragEnter={onDragOver}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
        event.preventDefault()
        onMove(event.key === 'ArrowUp' ? -1 : 1)
      }}
    >
      <DotsSixVerticalIcon size={15} className={classes.grip} />
      <Cover projectId={id} cover={cover} />
      <div className={classes.words}>
        <p className={classes.title}>
          <a href={`#/project/${id}`} draggable={false}>
            {name}
          </a>
        </p>
        <p className={classes.detail}>{photos} photos</p>
      </div>
      <IconButton label={`${name} earlier`} shortcut="alt+arrowup" disabled={isFirst} onClick={() => onMove(-1)}>
        <ArrowUpIcon size={14} />
      </IconButton>
      <IconButton label={`${name} later`} shortcut="alt+arrowdown" disabled={isLast} onClick={() => onMove(1)}>
        <ArrowDownIcon size={14} />
      </IconButton>
      <IconButton label={`Take ${name} out of the queue`} onClick={cancel}>
        <XIcon size={14} />
      </IconButton>
    </li>
  )
}
