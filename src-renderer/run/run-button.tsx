import { ArrowClockwiseIcon } from '@phosphor-icons/react/dist/csr/ArrowClockwise'
import { FastForwardIcon } from '@phosphor-icons/react/dist/csr/FastForward'
import { PauseIcon } from '@phosphor-icons/react/dist/csr/Pause'
import { PlayIcon } from '@phosphor-icons/react/dist/csr/Play'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { Button } from '../ui/button.tsx'
import { SplitButton } from '../ui/split-button.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { pauseRun, resumeRun, startAfresh, startRun } from './run-actions.ts'
import type { RunOptions } from './run-draft.ts'
import { areEnough, MIN_PHOTOS, type RunAbilities } from './run-state.ts'
import { askTrainLonger } from './train-longer-dialog.tsx'

interface RunButtonProps {
  readonly project: ProjectState
  readonly options: RunOptions
  readonly can: RunAbilities
  /** Photos that are switched on. */
  readonly used: number
}

/** The one thing to do next with the run. */
export function RunButton({ project, options, can, used }: RunButtonProps) {
  const { state } = project.summary
  const afresh = {
    label: 'Start all over…',
    icon: <ArrowClockwiseIcon size={15} />,
    onSelect: () => void startAfresh(project, options),
  }
  const longer = {
    label: 'Train longer…',
    icon: <FastForwardIcon size={15} />,
    onSelect: () => askTrainLonger(project),
  }
  if (can.pause) {
    return (
      <Tooltip text="Stops after the step under way and keeps everything in memory" shortcut="p">
        <Button onClick={() => pauseRun(project)}>
          <PauseIcon size={14} weight="fill" />
          Pause
        </Button>
      </Tooltip>
    )
  }
  if (state === 'paused' || state === 'pausing') {
    return (
      <Button kind="primary" onClick={() => resumeRun(project)}>
        <PlayIcon size={14} weight="fill" />
        Resume
      </Button>
    )
  }
  if (can.resume) {
    return (
      <SplitButton
        kind="primary"
        caretLabel="More ways to start"
        onClick={() => resumeRun(project)}
        caret={[
          {
            label: 'Start with these options',
            icon: <PlayIcon size={15} />,
            onSelect: () => void startRun(project, options),
          },
          afresh,
        ]}
      >
        <PlayIcon size={14} weight="fill" />
        Resume
      </SplitButton>
    )
  }
  if (state === 'completed') {
    return (
      <SplitButton
        caretLabel="More ways to start"
        disabled={!can.start}
        onClick={() => void startRun(project, options)}
        caret={can.trainLonger ? [longer, afresh] : [afresh]}
      >
        <ArrowClockwiseIcon size={15} />
        Run again
      </SplitButton>
    )
  }
  const enough = areEnough(used)
  const why = !enough
    ? `One photo, or at least ${MIN_PHOTOS}, have to be switched on; 20 to 60 are best`
    : used === 1
      ? 'Cut the object out of its one photo and guess its other sides; more photos show them'
      : 'Find the cameras, form the splats, make the model'
  return (
    <Tooltip text={why} shortcut={enough ? 'r' : undefined}>
      <Button
        kind={can.start ? 'primary' : 'plain'}
        aria-disabled={!can.start}
        disabled={state === 'queued' || state === 'cancelling'}
        onClick={() => can.start && void startRun(project, options)}
      >
        <PlayIcon size={14} weight="fill" />
        Start
      </Button>
    </Tooltip>
  )
}
