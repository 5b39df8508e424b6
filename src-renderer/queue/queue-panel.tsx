import { useState } from 'react'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { isComputing } from '../state/run-progress.ts'
import { studioClient, useStudio } from '../state/studio-store.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { toastError } from '../ui/toast.tsx'
import { moveBy, moveTo } from './move-waiting.ts'
import classes from './queue-panel.module.css'
import { RunningRow } from './running-row.tsx'
import { WaitingRow } from './waiting-row.tsx'

const NONE: readonly never[] = []

/** What runs, and what waits, in an order that can be changed. */
export function QueuePanel() {
  const queue = useStudio(({ studio }) => studio?.queue) ?? NONE
  const projects = useStudio(({ studio }) => studio?.projects) ?? NONE
  const [dragged, setDragged] = useState<string | null>(null)
  const entries = queue.flatMap((id) => projects.find((project) => project.id === id) ?? [])
  const running = entries.filter(({ state }) => isComputing(state))
  const waiting = entries.filter(({ state }) => !isComputing(state))
  const order = waiting.map(({ id }) => id)
  if (entries.length === 0) {
    return (
      <EmptyState title="Nothing is waiting">
        Projects run one after the other. Start several, and they queue up here, where you can reorder them.
      </EmptyState>
    )
  }
  return (
    <div className={classes.panel}>
      {running.map((project) => (
        <RunningRow key={project.id} project={project} />
      ))}
      {waiting.length > 0 && <h3>{waitingTitle(waiting)}</h3>}
      <ol className={classes.list}>
        {waiting.map((project, place) => (
          <WaitingRow
            key={project.id}
            project={project}
            isFirst={place === 0}
            isLast={place === waiting.length - 1}
            isDragged={dragged === project.id}
            onMove={(by) => reorder(order, moveBy(order, project.id, by))}
            onDrag={setDragged}
            onDragOver={() => dragged !== null && reorder(order, moveTo(order, dragged, project.id))}
          />
        ))}
      </ol>
    </div>
  )
}

function waitingTitle(waiting: readonly ProjectSummary[]): string {
  return waiting.length === 1 ? 'Waits its turn' : `${waiting.length} wait their turn`
}

function reorder(order: readonly string[], wanted: readonly string[]): void {
  if (wanted !== order)
    studioClient()
      .api.reorderQueue({ projectIds: [...wanted] })
      .catch(toastError)
}
