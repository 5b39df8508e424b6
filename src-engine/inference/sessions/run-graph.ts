import type { Tensor } from '../cards/tensor-spec.ts'
import { checkTensor } from './fit-graph.ts'
import type { HeldGraph } from './loaded-graphs.ts'
import type { InferenceTask } from './messages.ts'

/** Runs a loaded graph once, by the parts of its card. Throws `model_unusable` where a tensor is not what the card says. */
export async function runGraph(
  ask: <Reply>(task: InferenceTask) => Promise<Reply>,
  { title, spec, names, key }: HeldGraph,
  feeds: Readonly<Record<string, Tensor>>,
): Promise<Record<string, Tensor>> {
  const named: Record<string, Tensor> = {}
  for (const [part, name] of names.inputs) {
    checkTensor(title, part, spec.inputs[part], feeds[part])
    named[name] = feeds[part]
  }
  const results = await ask<Record<string, Tensor>>({
    type: 'run',
    key,
    feeds: named,
    fetches: [...names.outputs.values()],
  })
  return Object.fromEntries(
    [...names.outputs].map(([part, name]) => {
      checkTensor(title, part, spec.outputs[part], results[name])
      return [part, results[name]]
    }),
  )
}
