import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { executionProviderSchema } from '../../../src-shared/model-slots.ts'
import { MODEL_SETTINGS_DEFAULTS, type ModelSettings, modelSettingsSchema } from '../../../src-shared/models.ts'
import { writeAtomically } from '../../files/write-atomically.ts'

/** This user's folder for what all studios and commands share. */
function userFolder(): string {
  return process.env.GLIMPSE3D_HOME ?? join(homedir(), '.glimpse3d')
}

const settingsPath = () => join(userFolder(), 'models.json')

/** The user's choices; a file that is missing or cannot be read means the defaults. */
export async function readModelSettings(): Promise<ModelSettings> {
  try {
    return modelSettingsSchema.parse({
      ...MODEL_SETTINGS_DEFAULTS,
      ...JSON.parse(await readFile(settingsPath(), 'utf8')),
    })
  } catch {
    return MODEL_SETTINGS_DEFAULTS
  }
}

export async function writeModelSettings(settings: ModelSettings): Promise<void> {
  await writeAtomically(settingsPath(), `${JSON.stringify(settings, null, 2)}\n`)
}

/** The choices as they count here: `GLIMPSE3D_MODELS`, `_MODEL_MIRROR` and `_PROVIDER` come before what was saved. */
export async function effectiveModelSettings(): Promise<{ folder: string } & Omit<ModelSettings, 'folder'>> {
  const { GLIMPSE3D_MODELS, GLIMPSE3D_MODEL_MIRROR, GLIMPSE3D_PROVIDER } = process.env
  const saved = await readModelSettings()
  const folder = GLIMPSE3D_MODELS || saved.folder || join(userFolder(), 'models')
  return {
    folder: isAbsolute(folder) ? folder : resolve(folder),
    mirror: GLIMPSE3D_MODEL_MIRROR || saved.mirror,
    provider: executionProviderSchema.safeParse(GLIMPSE3D_PROVIDER).data ?? saved.provider,
  }
}
