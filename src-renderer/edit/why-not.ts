import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import type { EditStore } from './edit-store.ts'

/** Why the splats cannot be edited now, in a sentence; null: they can. */
export function whyNotEditable({ summary, stages }: ProjectState, status: EditStore['status']): string | null {
  if (status === 'ready') return null
  if (status === 'loading') return 'The splats are being loaded for editing.'
  if (status === 'failed') return 'The trained splats could not be loaded. Open the project again to try once more.'
  const training = stages.find(({ stage }) => stage === 'training')?.state
  const active = ['queued', 'running', 'pausing', 'paused', 'cancelling'].includes(summary.state)
  if (training === 'running') return 'Editing begins when training has ended: until then the splats still change.'
  if (active) return 'Editing begins when the splats are trained; this run has not come to that yet.'
  return 'Editing begins when the splats are trained. Start a run first.'
}
