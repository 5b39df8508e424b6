import { CheckCircleIcon } from '@phosphor-icons/react/dist/csr/CheckCircle'
import { RecycleIcon } from '@phosphor-icons/react/dist/csr/Recycle'
import type { RunState, StageStatus } from '../../src-shared/studio-api/project.ts'
import { formatSeconds } from '../state/format.ts'
import { isInQueue } from '../state/run-progress.ts'
import { Progress } from '../ui/progress.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { formatGuess } from './run-estimate.ts'
import { STAGE_WORDS } from './stage-words.tsx'
import classes from './stages-panel.module.css'

interface StageRowProps {
  readonly status: StageStatus
  readonly runState: RunState
  /** Seconds, of the stage under way. */
  readonly elapsed: number | null
  /** Seconds it is expected to take, where that is worth saying. */
  readonly expected: number | null
}

/** One stage of the run. */
export function StageRow({ status, runState, elapsed, expected }: StageRowProps) {
  const { stage, state, fraction, detail, secondsLeft } = status
  const { name, text, Icon } = STAGE_WORDS[stage]
  const isStopped = state === 'running' && !isInQueue(runState)
  const DoneIcon = state === 'reused' ? RecycleIcon : CheckCircleIcon
  const isDone = state === 'finished' || state === 'reused'
  return (
    <li
      className={classes.stage}
      data-state={state}
      data-stopped={isStopped}
      aria-current={state === 'running' ? 'step' : undefined}
    >
      <span className={classes.icon}>{isDone ? <DoneIcon size={17} weight="fill" /> : <Icon size={17} />}</span>
      <Tooltip
        text={state === 'reused' ? `${text} Kept from an earlier run: nothing it depends on has changed.` : text}
        side="right"
      >
        <span className={classes.name}>{name}</span>
      </Tooltip>
      <span className={classes.time}>
        {state === 'waiting' && expected !== null ? formatGuess(expected) : timeOf(status, elapsed, isStopped)}
      </span>
      {state === 'running' && (
        <div className={classes.more}>
          <Progress label={name} value={fraction} />
          <span className={classes.figures}>
            <span className={classes.detail}>
              {isStopped ? 'Stopped here' : detail || `${Math.round(100 * fraction)} %`}
            </span>
            {secondsLeft !== null && runState === 'running' && (
              <span className={classes.left}>{formatSeconds(secondsLeft)} left</span>
            )}
          </span>
        </div>
      )}
    </li>
  )
}

function timeOf({ state, seconds }: StageStatus, elapsed: number | null, isStopped: boolean): string {
  if (state === 'reused') return 'kept'
  if (state === 'finished') return seconds === null ? 'done' : formatSeconds(seconds)
  return state === 'running' && elapsed !== null && !isStopped ? formatSeconds(elapsed) : ''
}
