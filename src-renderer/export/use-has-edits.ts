import { useEffect, useState } from 'react'
import { changesModel } from '../run/changes-model.ts'
import { studioClient } from '../state/studio-store.ts'

/** Whether there are edits that an export would apply; asked anew each time the dialog opens. */
export function useHasEdits(projectId: string, isOpen: boolean): boolean {
  const [hasEdits, setHasEdits] = useState(false)
  useEffect(() => {
    if (!isOpen) return
    let isCurrent = true
    studioClient()
      .api.getEdits({ projectId })
      .then(
        (queue) => isCurrent && setHasEdits(changesModel(queue)),
        () => isCurrent && setHasEdits(false),
      )
    return () => {
      isCurrent = false
    }
  }, [projectId, isOpen])
  return hasEdits
}
