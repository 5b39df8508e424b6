import { useEffect } from 'react'
import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'
import { goTo, parseRoute } from '../state/route.ts'
import { toast } from '../ui/toast.tsx'
import { useCloud } from './cloud-store.ts'

/** Says what the sync has done that a person would not expect: both versions kept, or the project in view replaced. */
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

function tell({ name, projectId, state, note, bothKept }: CloudEntry, before: CloudEntry | null): void {
  if (!before || projectId === null) return
  if (bothKept && !before.bothKept) {
    toast({
      kind: 'warning',
      title: `${name} was changed on two machines.`,
      hint: `Both versions are kept: this one, and “${bothKept.name}”.`,
      action: { label: 'Open the other one', run: () => goTo({ page: 'project', projectId: bothKept.projectId }) },
    })
  } else if (state === 'in-step' && note && before.state === 'syncing') {
    const route = parseRoute(location.hash)
    if (route.page === 'project' && route.projectId === projectId) toast({ kind: 'info', title: `${name}: ${note}` })
  }
}
