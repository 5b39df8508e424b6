import { goTo } from '../state/route.ts'
import type { MenuItem } from '../ui/menu.tsx'
import { toastError } from '../ui/toast.tsx'
import { keepInCloud, stopEntry, syncEntry } from './cloud-actions.ts'
import { useCloudEntry, useIsSignedIn } from './cloud-store.ts'

/** What a project's menu offers about the cloud; nothing while nobody is signed in. */
export function useCloudItems(projectId: string): MenuItem[] {
  const isSignedIn = useIsSignedIn()
  const entry = useCloudEntry(projectId)
  if (!isSignedIn) return []
  const isKept = entry !== undefined && entry.state !== 'not-kept'
  const items: MenuItem[] = [
    {
      label: isKept ? 'Stop keeping in the cloud' : 'Keep in the cloud',
      separated: true,
      onSelect: () => void keepInCloud(projectId, !isKept).catch(toastError),
    },
  ]
  if (!isKept) return items
  const { name, projectId: other } = entry.bothKept ?? {}
  if (other) items.push({ label: `Open ${name}`, onSelect: () => goTo({ page: 'project', projectId: other }) })
  if (entry.state === 'syncing')
    return [...items, { label: 'Stop the sync', onSelect: () => void stopEntry(entry).catch(toastError) }]
  return [...items, { label: 'Sync now', onSelect: () => void syncEntry(entry).catch(toastError) }]
}
