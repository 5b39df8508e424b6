import { useEffect } from 'react'
import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'
import { goTo, parseRoute } from '../state/route.ts'
import { openOverlay } from '../studio/overlay.ts'
import { toast, toastError } from '../ui/toast.tsx'
import { restoreEntry } from './cloud-actions.ts'
import { useCloud } from './cloud-store.ts'
import { stateNote } from './cloud-words.ts'

/** Says what the sync has done that a person would not expect: both versions kept, the project in view replaced, one gone. */
export function useCloudNews(): void {
  useEffect(
    () =>
      useCloud.subscribe(({ cloud }, { cloud: before }) => {
        if (!cloud || !before || cloud.projects === before.projects) return
        for (const entry of cloud.projects) tell(entry, before.projects.find(({ id }) => id === entry.id) ?? null)
      }),
    [],
  )
}

function tell(entry: CloudEntry, before: CloudEntry | null): void {
  const { name, projectId, state, note, bothKept } = entry
  const other = bothKept?.projectId
  if (!before) return
  if (state === 'in-trash' && before.projectId !== null && projectId === null) {
    const restore = () => void restoreEntry(entry).catch(toastError)
    toast({
      kind: 'info',
      title: `${name} has been moved to the trash.`,
      hint: stateNote(entry),
      action: { label: 'Restore', run: restore },
    })
  } else if (projectId !== null && bothKept && !before.bothKept) {
    toast({
      kind: 'warning',
      title: `${name} was changed on two machines.`,
      hint: `Both versions are kept: this one, and “${bothKept.name}”.`,
      action: other
        ? { label: 'Open the other one', run: () => goTo({ page: 'project', projectId: other }) }
        : { label: 'Show it', run: () => openOverlay('cloud') },
    })
  } else if (state === 'in-step' && note && before.state === 'syncing') {
    const route = parseRoute(location.hash)
    if (route.page === 'project' && route.projectId === projectId) toast({ kind: 'info', title: `${name}: ${note}` })
  }
}
