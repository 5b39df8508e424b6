import { useState } from 'react'
import { create } from 'zustand'
import { PRESETS } from '../../src-shared/presets.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { formatCount } from '../state/format.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { NumberInput } from '../ui/inputs.tsx'
import { trainLonger } from './run-actions.ts'
import { formatGuess } from './run-estimate.ts'

const useAsked = create<{ readonly projectId: string | null }>(() => ({ projectId: null }))

/** Asks for how many steps more the splats of the project are to be trained. */
export function askTrainLonger({ summary: { id } }: ProjectState): void {
  useAsked.setState({ projectId: id })
}

/** Shows that question; once with the controls of the run. */
export function TrainLongerDialog({ project }: { readonly project: ProjectState }) {
  const isAsked = useAsked(({ projectId }) => projectId === project.summary.id)
  return isAsked ? <Question project={project} onClose={() => useAsked.setState({ projectId: null })} /> : null
}

function Question({ project, onClose }: { readonly project: ProjectState; readonly onClose: () => void }) {
  const trained = project.options.steps ?? PRESETS[project.options.preset].steps
  const [steps, setSteps] = useState(Math.ceil(trained / 3))
  const pace = project.metrics.at(-1)?.stepsPerSecond
  const seconds = pace && pace > 0 ? steps / pace : null
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="small"
      title="Train longer"
      description="The splats there are become sharper; surface and GLB are then made anew. The model as it is now stays until that is finished, and your edits stay with the splats."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            data-autofocus
            onClick={() => {
              onClose()
              void trainLonger(project, steps)
            }}
          >
            Train longer
          </Button>
        </>
      }
    >
      <Field
        label="Steps more"
        hint={`${formatCount(trained)} were asked for${seconds === null ? '' : `; these take ${formatGuess(seconds)}, then the surface`}`}
      >
        {(id) => (
          <NumberInput
            id={id}
            value={steps}
            min={1}
            max={100_000}
            step={100}
            digits={0}
            onValue={(value) => setSteps(Math.round(value))}
          />
        )}
      </Field>
    </Dialog>
  )
}
