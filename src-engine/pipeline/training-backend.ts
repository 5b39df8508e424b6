import { type UsedBackend, usedBackendSchema } from '../../src-shared/compute-backend.ts'
import { hashJson } from '../library/content-hash.ts'
import { defaultThreads } from '../threads/worker-pool.ts'
import { type ChosenBackend, chooseBackend } from '../training/choose-backend.ts'
import type { ReconstructOptions } from './options.ts'
import type { Run } from './stage-runner.ts'

/** The training stage's inputs on a backend. The CPU's are as they were when there was no other. */
function inputsOn(backend: UsedBackend, inputs: object): object {
  return backend === 'cpu' ? inputs : { ...inputs, backend }
}

/**
 * What the training stage depends on, its backend among it, so that nobody is handed the splats of another than they
 * asked for. Who left the choice to us takes what an earlier run has finished on either. Throws `no_graphics_device`.
 */
export async function inputsWithBackend(run: Run, options: ReconstructOptions, inputs: object): Promise<object> {
  const { backend = 'auto', gpu } = options
  if (backend === 'auto') {
    for (const used of usedBackendSchema.options) {
      const made = inputsOn(used, inputs)
      if (await run.project.finishedStage('training', hashJson(made))) return made
    }
  }
  const chosen = await chooseBackend(backend, gpu)
  run.emit({ type: 'log', level: 'info', message: describeBackend(chosen, options) })
  return inputsOn(chosen.backend, inputs)
}

function describeBackend(chosen: ChosenBackend, { backend = 'auto', threads = defaultThreads() }: ReconstructOptions) {
  const how = backend === 'auto' ? 'chosen automatically' : 'as set'
  if (chosen.backend === 'webgpu') return `Training on ${chosen.adapter.name} (WebGPU backend, ${how}).`
  return `Training on the processor (CPU backend, ${how}) with ${threads} ${threads === 1 ? 'thread' : 'threads'}.`
}
