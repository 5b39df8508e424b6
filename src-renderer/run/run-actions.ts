import type { ProjectState } from '../../src-shared/studio-api/project.ts'

import { studioClient } from '../state/studio-store.ts'
import { confirm } from '../ui/confirm.tsx'
import { toastError } from '../ui/toast.tsx'
import { changesModel } from './changes-model.ts'
import type { RunOptions } from './run-draft.ts'

/** Starts a run. Asks first where edits of the present splats would come to nothing. */
export async function startRun(project: ProjectState, options: RunOptions, afresh = false): Promise<void> {
  const { id } = project.summary
  try {
    const edits = project.summary.state === 'completed' ? await studioClient().api.getEdits({ projectId: id }) : null
    if (edits && changesModel(edits)) {
      const goOn = await confirm({
        title: 'Make the model anew?',
        text: 'Your edits belong to the splats there are now. Where training makes new ones, crops, deletions and the transform no longer apply. Export first if you want to keep the edited model.',
        yes: 'Make it anew',
        danger: true,
      })
      if (!goOn) return
    }
    await studioClient().api.startRun({ projectId: id, options, afresh })
  } catch (cause) {
    toastError(cause)
  }
}

/** Starts all over: asks first, since every stage that has finished is done again. */
export async function startAfresh(project: ProjectState, options: RunOptions): Promise<void> {
  const finished = project.stages.filter(({ state }) => state === 'finished' || state === 'reused').length
  const goOn =
    finished === 0 ||
    (await confirm({
      title: 'Start all over?',
      text: 'Cameras, splats and surface are made again from the photos; what earlier runs finished is not used.',
      yes: 'Start all over',
      danger: true,
    }))
  if (goOn) await startRun(project, options, true)
}

/** Trains the splats there are by so many steps more. Nothing is lost by it, so nothing is asked. */
export function trainLonger(project: ProjectState, steps: number): Promise<unknown> {
  return studioClient().api.trainLonger({ projectId: project.summary.id, steps }).catch(toastError)
}

export function pauseRun(project: ProjectState): void {
  studioClient().api.pauseRun({ projectId: project.summary.id }).catch(toastError)
}

export function resumeRun(project: ProjectState): void {
  studioClient().api.resumeRun({ projectId: project.summary.id }).catch(toastError)
}

/** Stops the run. Asks first where the stage under way has done work that would be lost. */
export async function cancelRun(project: ProjectState): Promise<void> {
  const running = project.stages.find(({ state }) => state === 'running')
  const goOn =
    !running ||
    running.fraction < 0.02 ||
    (await confirm({
      title: 'Cancel the run?',
      text: `Finished stages are kept, and Resume goes on from there. The ${Math.round(100 * running.fraction)} % that are done of the present stage are lost; Pause would keep them.`,
      yes: 'Cancel the run',
      danger: true,
    }))
  if (goOn) await studioClient().api.cancelRun({ projectId: project.summary.id }).catch(toastError)
}
