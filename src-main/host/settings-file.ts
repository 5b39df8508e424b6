import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAtomically } from '../../src-engine/files/write-atomically.ts'
import { SETTINGS_DEFAULTS, type Settings, settingsSchema } from '../../src-shared/studio-api/studio.ts'

const pathIn = (library: string) => join(library, 'settings.json')

/**
 * The library's settings; what an older studio did not write is at its default. A file that is missing or cannot be read means
 * the defaults: settings are soon made again.
 */
export async function readSettings(library: string): Promise<Settings> {
  try {
    return settingsSchema.parse({ ...SETTINGS_DEFAULTS, ...JSON.parse(await readFile(pathIn(library), 'utf8')) })
  } catch {
    return SETTINGS_DEFAULTS
  }
}

export async function writeSettings(library: string, settings: Settings): Promise<void> {
  await writeAtomically(pathIn(library), `${JSON.stringify(settings, null, 2)}\n`)
}
