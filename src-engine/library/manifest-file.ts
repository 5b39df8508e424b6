import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../../src-shared/errors.ts'
import { type Manifest, manifestSchema, PROJECT_SCHEMA_VERSION } from '../../src-shared/manifest.ts'
import { fileError } from '../files/file-error.ts'
import { writeAtomically } from '../files/write-atomically.ts'

const NAME = 'project.json'

/**
 * Reads and checks a project's manifest; null when the folder has none.
 * Throws `project_newer` for a layout this program does not know, `project_damaged` for anything else that is wrong.
 */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const path = join(folder, NAME)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fileError(cause, path)
  }
  const json = parseJson(text, path)
  const { schemaVersion } = z
    .object({ schemaVersion: z.int().optional().catch(undefined) })
    .catch({})
    .parse(json)
  if (schemaVersion !== undefined && schemaVersion > PROJECT_SCHEMA_VERSION) {
    throw new StudioError(
      'project_newer',
      `The project ${folder} was written by a newer version of Glimpse3D (layout ${schemaVersion}, this one knows ${PROJECT_SCHEMA_VERSION}).`,
      'Update Glimpse3D, or choose another folder with --project.',
    )
  }
  const manifest = manifestSchema.safeParse(json)
  if (!manifest.success) throw damaged(path, z.prettifyError(manifest.error), manifest.error)
  return manifest.data
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeAtomically(join(folder, NAME), `${JSON.stringify(manifest, null, 2)}\n`)
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw damaged(path, (cause as Error).message, cause)
  }
}

function damaged(path: string, what: string, cause: unknown): StudioError {
  return new StudioError(
    'project_damaged',
    `The project file ${path} is damaged: ${what}`,
    'Undo the change or restore the file from a backup; or delete the project folder and run again; or choose another with --project.',
    { cause },
  )
}
