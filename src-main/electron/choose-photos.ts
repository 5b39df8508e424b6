import { basename, dirname } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { PHOTO_EXTENSIONS } from '../../src-engine/photos/list-photo-files.ts'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { StudioCommand } from '../../src-shared/studio-api/commands.ts'
import type { PhotoHandles } from '../host/photo-handles.ts'
import { issueHandlesFor } from './ipc/dropped-files.ts'

/** Windows and Linux have no dialog that offers both. */
export type ChosenKind = 'photos' | 'folder'

/** Asks the user for photos, or a folder of them, and gives them to the page as a command; null when cancelled. */
export async function choosePhotos(
  window: BrowserWindow,
  handles: PhotoHandles,
  kind: ChosenKind,
): Promise<StudioCommand | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: kind === 'photos' ? 'Add photos' : 'Add a folder of photos',
    buttonLabel: 'Add',
    properties: kind === 'photos' ? ['openFile', 'multiSelections'] : ['openDirectory'],
    filters: kind === 'photos' ? [{ name: 'Photos', extensions: PHOTO_EXTENSIONS.map((dot) => dot.slice(1)) }] : [],
  })
  if (filePaths.length === 0) return null
  try {
    const issued = (await Promise.all(filePaths.map((path) => issueHandlesFor(handles, path)))).flat()
    const [first] = filePaths
    return { name: 'add-photos', handles: issued, label: basename(kind === 'folder' ? first : dirname(first)) }
  } catch (cause) {
    const { message, hint } = asStudioError(cause)
    await dialog.showMessageBox(window, { type: 'warning', message, detail: hint })
    return null
  }
}
