import { StopIcon } from '@phosphor-icons/react/dist/csr/Stop'
import { useMemo } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { IconButton } from '../ui/button.tsx'
import { cancelRun } from './run-actions.ts'
import { RunButton } from './run-button.tsx'
import { useRunDraft } from './run-draft.ts'
import { RunOptionsButton } from './run-options.tsx'
import { runAbilities } from './run-state.ts'
import { TrainLongerDialog } from './train-longer-dialog.tsx'
import { useRunCommands } from './use-run-commands.ts'

/** Preset and options, and the buttons that start, pause, resume and cancel. */
export function RunControls({ project }: { readonly project: ProjectState }) {
  const [options, change] = useRunDraft(project)
  const used = project.photos.filter(({ used }) => used).length
  const { state } = project.summary
  const ofObject = project.stages.some(({ stage }) => stage === 'views')
  const can = useMemo(() => runAbilities(state, used, ofObject), [state, used, ofObject])
  useRunCommands(project, options, can)
  return (
    <>
      {!can.cancel && <RunOptionsButton project={project} options={options} onChange={change} />}
      <RunButton project={project} options={options} can={can} used={used} />
      <TrainLongerDialog project={project} />
      {can.cancel && (
        <IconButton label="Cancel the run" onClick={() => void cancelRun(project)}>
          <StopIcon size={16} weight="fill" />
        </IconButton>
      )}
    </>
  )
}
