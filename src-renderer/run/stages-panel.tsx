import { ONE_PHOTO_STAGES, PHOTO_STAGES } from '../../src-shared/events.ts'
import type { ProjectState, RunState, StageStatus } from '../../src-shared/studio-api/project.ts'
import { waitingStage } from '../../src-shared/studio-api/with-stage.ts'
import { formatSeconds } from '../state/format.ts'
import { isInQueue, runProgress } from '../state/run-progress.ts'
import { Progress } from '../ui/progress.tsx'
import { PanelHeader } from '../workspace/panel-header.tsx'
import { useRunDraft } from './run-draft.ts'
import { formatGuess, secondsLeftOfRun } from './run-estimate.ts'
import { RunProblem } from './run-problem.tsx'
import { areEnough } from './run-state.ts'
import { StageRow } from './stage-row.tsx'
import classes from './stages-panel.module.css'
import { useEstimate } from './use-estimate.ts'
import { useRunClock } from './use-run-clock.ts'

/** The stages of the run: what is done, what is under way, how long it takes yet. */
export function StagesPanel({ project }: { readonly project: ProjectState }) {
  const { summary, photos } = project
  const used = photos.filter(({ used }) => used).length
  const active = isInQueue(summary.state)
  const [next] = useRunDraft(project)
  const stages = stagesToShow(project.stages, used === 1 || (used > 1 && next.pictures === 'views'))
  const estimate = useEstimate(project, active ? project.options : next)
  const clock = useRunClock(project)
  const left = secondsLeftOfRun(stages, estimate)
  const canGuess = active || (summary.state === 'idle' && areEnough(used))
  const whole = Object.values(estimate).reduce((total, seconds) => total + seconds, 0)
  return (
    <section className={classes.panel} aria-label="Stages">
      <PanelHeader title="Stages" note={noteOf(summary.state, clock.total, canGuess ? whole : null)} />
      <div className={classes.scroll}>
        <RunProblem project={project} />
        <ol className={classes.stages}>
          {stages.map((status) => (
            <StageRow
              key={status.stage}
              status={status}
              runState={summary.state}
              elapsed={status.state === 'running' ? clock.stage : null}
              expected={canGuess ? estimate[status.stage] : null}
            />
          ))}
        </ol>
      </div>
      {active && (
        <footer className={classes.whole}>
          <Progress label="Whole run" value={runProgress(stages)} />
          <span>
            {clock.total > 0 ? `${formatSeconds(clock.total)} so far` : 'Waiting to begin'}
            {left !== null && summary.state === 'running' && <span>{formatGuess(left)} left</span>}
          </span>
        </footer>
      )}
    </section>
  )
}

/** Before anything has run the stages are those of what there is: one photo or views of an object, or many photos. */
function stagesToShow(stages: readonly StageStatus[], ofObject: boolean): readonly StageStatus[] {
  if (stages.some(({ state }) => state !== 'waiting')) return stages
  return (ofObject ? ONE_PHOTO_STAGES : PHOTO_STAGES).map(waitingStage)
}

function noteOf(state: RunState, total: number, guess: number | null): string | undefined {
  if (state === 'idle' && guess !== null) return `${formatGuess(guess)} in all`
  return state === 'completed' && total >= 1 ? `made in ${formatSeconds(total)}` : undefined
}
