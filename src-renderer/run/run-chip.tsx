import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { isInQueue, runProgress, runStateWord, runStatusWord } from '../state/run-progress.ts'
import { useStudio } from '../state/studio-store.ts'
import classes from './run-chip.module.css'
import { formatGuess, secondsLeftOfRun } from './run-estimate.ts'
import { RUN_TONES } from './run-state.ts'
import { useEstimate } from './use-estimate.ts'

/** The state of the project's run in one glance; while it runs how far it is and how long it takes yet. */
export function RunChip({ project }: { readonly project: ProjectState }) {
  const { id, state } = project.summary
  const position = useStudio(({ studio }) => studio?.queue.indexOf(id) ?? -1)
  const estimate = useEstimate(project, project.options)
  const fraction = isInQueue(state) ? runProgress(project.stages) : null
  const left = state === 'running' ? secondsLeftOfRun(project.stages, estimate) : null
  const status = state === 'running' ? runStatusWord(project.stages) : null
  const text = state === 'queued' && position > 0 ? `Waiting: ${position} before it` : (status ?? runStateWord(state))
  return (
    <span className={classes.chip} data-tone={RUN_TONES[state]} role="status">
      {fraction === null || state === 'queued' ? <span className={classes.dot} /> : <Ring fraction={fraction} />}
      <span>{text}</span>
      {fraction !== null && state !== 'queued' && (
        <span className={classes.figures}>{Math.floor(100 * fraction)} %</span>
      )}
      {left !== null && <span className={classes.left}>{formatGuess(left)} left</span>}
    </span>
  )
}

const RADIUS = 5.5

function Ring({ fraction }: { readonly fraction: number }) {
  const length = 2 * Math.PI * RADIUS
  return (
    <svg className={classes.ring} viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="7" cy="7" r={RADIUS} className={classes.track} />
      <circle
        cx="7"
        cy="7"
        r={RADIUS}
        className={classes.done}
        strokeDasharray={length}
        strokeDashoffset={length * (1 - fraction)}
        transform="rotate(-90 7 7)"
      />
    </svg>
  )
}
