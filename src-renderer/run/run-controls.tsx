import { ArrowClockwiseIcon } from '@phosphor-icons/react/dist/csr/ArrowClockwise'
import { PauseIcon } from '@phosphor-icons/react/dist/csr/Pause'
import { PlayIcon } from '@phosphor-icons/react/dist/csr/Play'
import { StopIcon } from '@phosphor-icons/react/dist/csr/Stop'
import { useMemo } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { useCommands } from '../commands/command-registry.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { SplitButton } from '../ui/split-button.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { cancelRun, pauseRun, resumeRun, startAfresh, startRun } from './run-actions.ts'
import { type RunOptions, useRunDraft } from './run-draft.ts'
import { RunOptionsButton } from './run-options.tsx'
import { MIN_PHOTOS, type RunAbilities, runAbilities } from './run-state.ts'

/** Preset and options, and the buttons that start, pause, resume and cancel. */
export function RunControls({ project }: { readonly project: ProjectState }) {
  const [options, change] = useRunDraft(project)
  const used = project.photos.filter(({ used }) => used).length
  const { state } = project.summary
  const can = useMemo(() => runAbilities(state, used), [state, used])
  useRunCommands(project, options, can)
  return (
    <>
      {!can.cancel && <RunOptionsButton project={project} options={options} onChange={change} />}
      <MainButton project={project} options={options} can={can} enough={used >= MIN_PHOTOS} />
      {can.cancel && (
        <IconButton label="Cancel the run" onClick={() => void cancelRun(project)}>
          <StopIcon size={16} weight="fill" />
        </IconButton>
      )}
    </>
  )
}

interface MainButtonProps {
  readonly project: ProjectState
  readonly options: RunOptions
  readonly can: RunAbilities
  readonly enough: boolean
}

/** The one thing to do next with the run. */
function MainButton({ project, options, can, enough }: MainButtonProps) {
  const { state } = project.summary
  const afresh = {
    label: 'Start all over…',
    icon: <ArrowClockwiseIcon size={15} />,
    onSelect: () => void startAfresh(project, options),
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
        caret={[afresh]}
      >
        <ArrowClockwiseIcon size={15} />
        Run again
      </SplitButton>
    )
  }
  const why = enough
    ? 'Find the cameras, form the splats, make the model'
    : `At least ${MIN_PHOTOS} photos have to be switched on; 20 to 60 are best`
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

function useRunCommands(project: ProjectState, options: RunOptions, can: RunAbilities): void {
  useCommands(
    useMemo(
      () => [
        {
          id: 'run.start',
          title: 'Start the run',
          group: 'Run',
          shortcut: 'r',
          enabled: can.start,
          run: () => void startRun(project, options),
        },
        {
          id: 'run.pause',
          title: 'Pause the run',
          group: 'Run',
          shortcut: 'p',
          enabled: can.pause,
          run: () => pauseRun(project),
        },
        {
          id: 'run.resume',
          title: 'Resume the run',
          group: 'Run',
          shortcut: 'p',
          enabled: can.resume,
          run: () => resumeRun(project),
        },
        {
          id: 'run.cancel',
          title: 'Cancel the run',
          group: 'Run',
          enabled: can.cancel,
          run: () => void cancelRun(project),
        },
        {
          id: 'run.afresh',
          title: 'Start all over',
          group: 'Run',
          enabled: can.start,
          run: () => void startAfresh(project, options),
        },
      ],
      [project, options, can],
    ),
  )
}
