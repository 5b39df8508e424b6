import type { ModelSlot } from '../../src-shared/model-slots.ts'
import { createInference, type Inference, type Model } from './sessions/inference.ts'
import { modelInUse } from './store/list-models.ts'
import { effectiveModelSettings } from './store/model-settings.ts'

let shared: Inference | null = null

/** The one inference of this process, with the provider the user has chosen: all projects share what it has loaded. */
export async function sharedInference(): Promise<Inference> {
  const { provider } = await effectiveModelSettings()
  shared ??= createInference({ provider })
  await shared.setProvider(provider)
  return shared
}

/** The model a step uses, ready to be run; null: none is in use, the step is done by its built-in method. */
export async function slotModel<Slot extends ModelSlot>(slot: Slot): Promise<Model<Slot> | null> {
  const { folder } = await effectiveModelSettings()
  const files = await modelInUse(folder, slot)
  return files && (await sharedInference()).model<Slot>(files)
}
