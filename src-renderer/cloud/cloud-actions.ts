import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'
import { studioClient } from '../state/studio-store.ts'
import { confirm } from '../ui/confirm.tsx'
import { toast } from '../ui/toast.tsx'

/** All of these throw what the host says: whoever has called shows it beside what failed. */
type Which = Pick<CloudEntry, 'id'>

export async function keepInCloud(projectId: string, keep: boolean): Promise<void> {
  await studioClient().api.keepInCloud({ projectId, keep })
  if (keep) return
  toast({ kind: 'info', title: 'It is no longer synced.', hint: 'What is in the cloud stays there, as it is now.' })
}

/** Syncs a project, or fetches it where it is only in the cloud. */
export async function syncEntry({ id }: Which): Promise<void> {
  await studioClient().api.syncEntry({ id })
}

export async function stopEntry({ id }: Which): Promise<void> {
  await studioClient().api.stopEntry({ id })
}

export async function restoreEntry({ id }: Which): Promise<void> {
  await studioClient().api.restoreEntry({ id })
}

/** Asks, then puts a project into the cloud's trash. */
export async function trashEntry({ id, name, projectId }: CloudEntry): Promise<void> {
  const here = projectId === null ? 'on every machine' : 'here and on every other machine'
  const text = `It is moved to the trash ${here}. For 30 days it can be restored from the cloud; then it is deleted for good.`
  if (!(await confirm({ title: `Move ${name} to the trash?`, text, yes: 'Move to the trash', danger: true }))) return
  await studioClient().api.trashEntry({ id })
}
