import type { Volume } from '../../src-shared/edits.ts'
import { toastError } from '../ui/toast.tsx'
import { applyCrop, editWorker, perform, select } from './edit-actions.ts'
import { type EditTool, useEdits } from './edit-store.ts'
import { volumeOfKind } from './fit-volume.ts'

/** Takes a tool up, and puts down what another had begun. */
export function setTool(tool: EditTool): void {
  const { tool: before, status } = useEdits.getState()
  if (status !== 'ready') return
  const next = tool === before ? 'none' : tool
  useEdits.setState({ tool: next, cropDraft: null, transformDraft: null, gizmo: 'translate' })
  if (next !== 'none') showFloaters(null)
  if (next === 'crop' || next === 'transform') void beginVolume(next)
}

async function beginVolume(tool: 'crop' | 'transform'): Promise<void> {
  try {
    const fit = await editWorker()?.fit()
    if (!fit || useEdits.getState().tool !== tool) return
    useEdits.setState({ fit })
    if (tool === 'crop') setCropDraft(useEdits.getState().crop ?? fit)
  } catch (error) {
    toastError(error)
  }
}

export function setCropDraft(volume: Volume | null): void {
  useEdits.setState({ cropDraft: volume })
}

/** The draft as a box or a sphere of about the same size. */
export function setCropKind(kind: Volume['kind']): void {
  const { cropDraft } = useEdits.getState()
  if (cropDraft) setCropDraft(volumeOfKind(cropDraft, kind))
}

/** The draft around the object, as it was first. */
export function resetCropDraft(): void {
  const { fit, cropDraft } = useEdits.getState()
  if (fit) setCropDraft(volumeOfKind(fit, cropDraft?.kind ?? 'box'))
}

export async function finishCrop(): Promise<void> {
  const { cropDraft } = useEdits.getState()
  if (!cropDraft) return
  // The draft is shown until the crop counts: all would flash up in between.
  await applyCrop(cropDraft)
  if (useEdits.getState().cropDraft === cropDraft) setTool('none')
}

/** Selects what lies within the volume that is being set up. */
export async function selectInDraft(): Promise<void> {
  const { cropDraft } = useEdits.getState()
  if (!cropDraft) return
  setTool('none')
  await select({ by: 'volume', volume: cropDraft })
}

let wantedStrength: number | null | undefined
let looking = false

/** Marks what would be deleted as floaters; null marks nothing. Of many in quick succession the last one counts. */
export function showFloaters(strength: number | null): void {
  if (strength === null && useEdits.getState().floaters === null && !looking) return
  wantedStrength = strength
  if (!looking) void look()
}

async function look(): Promise<void> {
  looking = true
  try {
    while (wantedStrength !== undefined) {
      const strength = wantedStrength
      wantedStrength = undefined
      const worker = editWorker()
      if (!worker) break
      if (strength !== null) useEdits.setState({ tool: 'none', cropDraft: null, busy: 'Looking for floaters' })
      const { view, found } = await worker.showFloaters(strength)
      useEdits.setState({ ...view, busy: null, floaters: found && strength !== null ? { strength, ...found } : null })
    }
  } catch (error) {
    useEdits.setState({ busy: null })
    toastError(error)
  } finally {
    looking = false
  }
}

export async function deleteFloaters(): Promise<void> {
  const { floaters } = useEdits.getState()
  if (floaters) await perform('Deleting floaters', (worker) => worker.deleteFloaters(floaters.strength))
}

export async function selectFloaters(): Promise<void> {
  const { floaters } = useEdits.getState()
  if (!floaters) return
  await select({ by: 'floaters', strength: floaters.strength })
  showFloaters(null)
}

/** Escape: lets go of the innermost thing that is under way. */
export function cancelInnermost(): void {
  const { floaters, tool, selected } = useEdits.getState()
  if (floaters) showFloaters(null)
  else if (tool !== 'none') setTool('none')
  else if (selected > 0) void select({ by: 'none' })
}

/** Brushes are 2 to 300 pixels in radius; a step is a fifth. */
export function resizeBrush(steps: number): void {
  const { brushRadius } = useEdits.getState()
  useEdits.setState({ brushRadius: Math.min(Math.max(brushRadius * 1.2 ** steps, 2), 300) })
}
