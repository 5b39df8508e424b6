import { PHOTO_ACCEPT } from './photo-names.ts'
import { type PickedFiles, pickPhotos } from './picked-files.ts'

/** Opens the system's file chooser, for photos or for a folder of them; null when the person cancels. */
export function chooseFiles(what: 'photos' | 'folder'): Promise<PickedFiles | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.hidden = true
  input.multiple = true
  if (what === 'folder') input.webkitdirectory = true
  else input.accept = PHOTO_ACCEPT
  document.body.append(input)
  return new Promise((resolve) => {
    const end = (picked: PickedFiles | null) => {
      input.remove()
      resolve(picked)
    }
    input.addEventListener('cancel', () => end(null))
    input.addEventListener('change', () => {
      const found = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
      end(pickPhotos(found, what === 'folder' ? (found[0]?.path.split('/')[0] ?? null) : null))
    })
    input.click()
  })
}
