import { verifyModel } from '../../../src-engine/inference/store/keep-models.ts'
import { listModels } from '../../../src-engine/inference/store/list-models.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { cancelSignal } from '../cancel-signal.ts'
import { printLine } from '../output/json-lines.ts'
import type { ModelsHere } from './open-models.ts'
import { withInference } from './with-inference.ts'

/** Verifies one model or all that are installed, and throws `model_unusable` when any is not as it should be. */
export async function verifyInstalled(models: ModelsHere, id: string | undefined): Promise<void> {
  const signal = cancelSignal()
  const installed = (await listModels(models.folder)).filter(({ state }) => state !== 'absent').map((model) => model.id)
  const bad: string[] = []
  await withInference(models, async (inference) => {
    for (const each of id === undefined ? installed : [id]) {
      try {
        await verifyModel(models.folder, each, inference, { signal })
        printLine(`ok       ${each}`)
      } catch (error) {
        if (!(error instanceof StudioError) || error.code !== 'model_unusable') throw error
        printLine(`DAMAGED  ${each}: ${error.message}`)
        bad.push(each)
      }
    }
  })
  if (id === undefined && installed.length === 0) printLine('No model is installed.')
  if (bad.length > 0) {
    throw new StudioError('model_unusable', `Damaged: ${bad.join(', ')}.`, `glimpse3d models install ${bad[0]}`)
  }
}
