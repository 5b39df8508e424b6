import { useEffect } from 'react'
import { type PickedFiles, pickPhotos } from './picked-files.ts'

/** Takes files pasted anywhere but into a field. */
export function useFilePaste(onFiles: (picked: PickedFiles) => void): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      onFiles(
        pickPhotos(
          files.map((file) => ({ path: file.name, file })),
          null,
        ),
      )
    }
    window.addEventListener('paste', onPaste)
    return () => window.removeEventListener('paste', onPaste)
  }, [onFiles])
}
