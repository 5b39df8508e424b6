import { mkdir, readdir } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { fileError } from '../../src-engine/files/file-error.ts'
import { writeAtomically } from '../../src-engine/files/write-atomically.ts'
import { SHIPPED_CARDS } from '../../src-engine/inference/cards/shipped-cards.ts'
import { IN_USE_FILE, readInUse } from '../../src-engine/inference/store/in-use.ts'
import { readRecord } from '../../src-engine/inference/store/installed-model.ts'
import { StudioError } from '../../src-shared/errors.ts'

/**
 * Makes sure that models may be kept in a folder a page has named: it is made if it is not there; one with other things
 * in it than models is refused, since models are deleted from it by name. Throws `bad_arguments`, `permission_denied`.
 */
export async function prepareModelsFolder(folder: string): Promise<void> {
  if (!isAbsolute(folder) || folder.includes('\0')) {
    throw new StudioError('bad_arguments', `"${folder}" is no full path of a folder.`, 'Write it from its beginning.')
  }
  try {
    await mkdir(folder, { recursive: true })
    for (const name of await readdir(folder)) {
      // A download that was not finished has left a folder without a record.
      const isKnown = name === IN_USE_FILE || SHIPPED_CARDS.some(({ id }) => id === name)
      if (!isKnown && !(await readRecord(join(folder, name)))) throw othersIn(folder, name)
    }
    // Proves that it can be written to.
    await writeAtomically(join(folder, IN_USE_FILE), JSON.stringify(await readInUse(folder)))
  } catch (cause) {
    throw fileError(cause, folder)
  }
}

function othersIn(folder: string, name: string): StudioError {
  return new StudioError(
    'bad_arguments',
    `${folder} holds other things than models: ${name}.`,
    'Choose a folder of its own for the models; a new one is made if it is not there.',
  )
}
