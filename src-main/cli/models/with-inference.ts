import type { Inference } from '../../../src-engine/inference/sessions/inference.ts'
import type { ModelsHere } from './open-models.ts'

/** Lets a command run models, and ends what runs them. */
export async function withInference<Result>(
  { provider }: ModelsHere,
  work: (inference: Inference) => Promise<Result>,
): Promise<Result> {
  const { createInference } = await import('../../../src-engine/inference/sessions/inference.ts')
  const inference = createInference({ provider })
  try {
    return await work(inference)
  } finally {
    await inference.close()
  }
}
