import { serveTasks } from '../../threads/serve-tasks.ts'
import { type MappingProgress, mapScene } from './map-scene.ts'
import { type MappedScene, packScene, reasonsNotPlaced } from './mapped-scene.ts'
import type { MappingInput } from './mapping-input.ts'
import type { SceneModel } from './scene-model.ts'

/** The first message brings the input, each further one asks for some more work, and what has come of it if `wantsPartial`. */
export interface MappingTask {
  readonly input?: MappingInput
  readonly wantsPartial?: boolean
}

export interface MappingReply {
  readonly progress?: MappingProgress
  /** Of the model so far, where there is one: its cameras and an even choice of its points. */
  readonly partial?: MappedScene
  readonly scene?: MappedScene
}

/** Milliseconds of work a message. Only how often progress is reported depends on it, never the result. */
const SLICE_MS = 200
/** Enough points to show a scene in the making, and to give it a frame, at little cost. */
const PARTIAL_POINTS = 5000

let running: { readonly input: MappingInput; readonly work: ReturnType<typeof mapScene> } | null = null

serveTasks<MappingTask, MappingReply>(({ input, wantsPartial }) => {
  if (input) running = { input, work: mapScene(input) }
  if (!running) throw new Error('the first message to the mapping worker brings its input')
  const end = performance.now() + SLICE_MS
  for (;;) {
    const step = running.work.next()
    if (step.done) return { scene: packScene(step.value, reasonsNotPlaced(step.value, running.input)) }
    if (performance.now() < end) continue
    const { model, ...progress } = step.value
    return { progress, partial: wantsPartial && model ? packPartial(model) : undefined }
  }
})

function packPartial(model: SceneModel): MappedScene {
  const reasons = Array.from(model.placed, (placed) => (placed ? '' : 'its turn has not come yet'))
  return packScene(model, reasons, Math.max(1, Math.ceil(model.pointCount / PARTIAL_POINTS)))
}
