import { serveTasks } from '../../threads/serve-tasks.ts'
import { type MappingProgress, mapScene } from './map-scene.ts'
import { type MappedScene, packScene } from './mapped-scene.ts'
import type { MappingInput } from './mapping-input.ts'
import type { SceneModel } from './scene-model.ts'

/** The first message brings the input, each further one asks for some more work. */
export interface MappingTask {
  readonly input?: MappingInput
}

export interface MappingReply {
  readonly progress?: MappingProgress
  readonly scene?: MappedScene
}

/** Milliseconds of work a message. Only how often progress is reported depends on it, never the result. */
const SLICE_MS = 200

let running: { readonly input: MappingInput; readonly work: Generator<MappingProgress, SceneModel> } | null = null

serveTasks<MappingTask, MappingReply>(({ input }) => {
  if (input) running = { input, work: mapScene(input) }
  if (!running) throw new Error('the first message to the mapping worker brings its input')
  const end = performance.now() + SLICE_MS
  for (;;) {
    const step = running.work.next()
    if (step.done) return { scene: packScene(step.value, running.input) }
    if (performance.now() >= end) return { progress: step.value }
  }
})
