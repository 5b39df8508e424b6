import { useEffect, useState } from 'react'
import { useStudio } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'
import type { PickedFiles } from './picked-files.ts'
import { pickDropped } from './read-drop.ts'

/** Lets files be dropped anywhere on the page; true while some are held over it. What is dragged from the page itself is left alone. */
export function useFileDrop(onFiles: (picked: PickedFiles) => void): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    // A picture dragged out of the page counts as a file too.
    let isOurs = false
    const hasFiles = (event: DragEvent) => !isOurs && event.dataTransfer?.types.includes('Files') === true
    const onDragStart = () => {
      isOurs = true
    }
    const onDragEnd = () => {
      isOurs = false
    }
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    const onDragLeave = (event: DragEvent) => {
      // Without a next element the pointer has left the window.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setOver(false)
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      const host = useStudio.getState().studio?.host ?? 'browser'
      pickDropped(event.dataTransfer, host).then(onFiles, toastError)
    }
    const listeners = { dragstart: onDragStart, dragend: onDragEnd, dragleave: onDragLeave } as const
    for (const [type, listener] of Object.entries(listeners)) window.addEventListener(type as 'dragstart', listener)
    window.addEventListener('dragenter', onDragOver)
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('drop', onDrop)
    return () => {
      for (const [type, listener] of Object.entries(listeners))
        window.removeEventListener(type as 'dragstart', listener)
      window.removeEventListener('dragenter', onDragOver)
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('drop', onDrop)
    }
  }, [onFiles])
  return isOver
}
