import { PauseIcon } from '@phosphor-icons/react/dist/csr/Pause'
import { PlayIcon } from '@phosphor-icons/react/dist/csr/Play'
import { XIcon } from '@phosphor-icons/react/dist/csr/X'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { formatSeconds } from '../state/format.ts'
import { runProgress, runStateWord, runStatusWord } from '../state/run-progress.ts'
import { studioClient, useProject } from '../state/studio-store.ts'
import { IconButton } from '../ui/button.tsx'
import { Progress } from '../ui/progress.tsx'
import { toastError } from '../ui/toast.tsx'
import { Cover } from './cover.tsx'
import classes from './queue-panel.module.css'

/** The project that runs: how far it is, pause and cancel. */
export function RunningRow({ project: { id, name, cover, state } }: { readonly project: ProjectSummary }) {
  const stages = useProject(id)?.stages
  const fraction = stages ? runProgress(stages) : 0
  const stage = stages?.find((known) => known.state === 'running')
  const left = stage?.secondsLeft ? `, ${formatSeconds(stage.secondsLeft)} left in it` : ''
  const ask = (call: 'pauseRun' | 'resumeRun' | 'cancelRun') =>
    studioClient().api[call]({ projectId: id }).catch(toastError)
  return (
    <div className={classes.running}>
      <Cover projectId={id} cover={cover} />
      <div className={classes.words}>
        <p className={classes.title}>
          <a href={`#/project/${id}`}>{name}</a>
          <span>{Math.round(100 * fraction)} %</span>
        </p>
        <Progress label={`Progress of ${name}`} value={fraction} />
        <p className={classes.detail}>
          {state === 'running' && stage ? `${runStatusWord([stage])}${left}` : runStateWord(state)}
        </p>
      </div>
      {state === 'paused' ? (
        <IconButton label="Go on" onClick={() => ask('resumeRun')}>
          <PlayIcon size={15} weight="fill" />
        </IconButton>
      ) : (
        <IconButton label="Pause" disabled={state !== 'running'} onClick={() => ask('pauseRun')}>
          <PauseIcon size={15} weight="fill" />
        </IconButton>
      )}
      <IconButton label={`Cancel ${name}`} disabled={state === 'cancelling'} onClick={() => ask('cancelRun')}>
        <XIcon size={15} />
      </IconButton>
    </div>
  )
}
