import { resolve } from 'node:path'
import type { ProviderChoice } from '../../../src-shared/model-slots.ts'

/** Where the models are and how they are run, for one command. */
export interface ModelsHere {
  readonly folder: string
  readonly mirror: string | null
  readonly provider: ProviderChoice
}

/** The flags come before the environment, and that before what was saved. */
export async function openModels(flags: { folder?: string; mirror?: string }): Promise<ModelsHere> {
  const { effectiveModelSettings } = await import('../../../src-engine/inference/store/model-settings.ts')
  const settings = await effectiveModelSettings()
  return {
    ...settings,
    ...(flags.folder !== undefined && { folder: resolve(flags.folder) }),
    ...(flags.mirror !== undefined && { mirror: flags.mirror }),
  }
}
