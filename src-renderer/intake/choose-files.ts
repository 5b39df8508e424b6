import { PHOTO_ACCEPT } from './photo-names.ts'
import { type PathedFile, type PickedFiles, pickPhotos } from './picked-files.ts'

/** Opens the system's file chooser, for photos or for a folder of them; null when the person cancels. */
export async function chooseFiles(what: 'photos' | 'folder'): Promise<PickedFiles | null> {
  const found = await openChooser(what === 'folder' ? 'folder' : PHOTO_ACCEPT)
  return found && pickPhotos(found, what === 'folder' ? (found[0]?.path.split('/')[0] ?? null) : null)
}

/**
 * Opens the system's file chooser: for a folder, whose files all come with their paths below it, or for files of these
 * extensions (`.ply,.spz`). Null when the person cancels.
 */
export function openChooser(what: 'folder' | `.${string}`): Promise<PathedFile[] | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.hidden = true
  input.multiple = true
  if (what === 'folder') input.webkitdirectory = true
  else input.accept = what
  document.body.append(input)
  return new Promise((resolve) => {
    const end = (found: PathedFile[] | null) => {
      input.remove()
      resolve(found)
    }
    input.addEventListener('cancel', () => end(null))
    input.addEventListener('change', () =>
      end([...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }))),
    )
    input.click()
  })
}
