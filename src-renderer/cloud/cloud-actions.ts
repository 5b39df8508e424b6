import type { CloudEntry } from '../../src-shared/studio-api/cloud-calls.ts'
import { studioClient } from '../state/studio-store.ts'
import { confirm } from '../ui/confirm.tsx'
import { toast, toastError } from '../ui/toast.tsx'

export async function keepInCloud(projectId: string, keep: boolean): Promise<void> {
  try {
    await studioClient().api.keepInCloud({ projectId, keep })
    if (keep) return
    toast({ kind: 'info', title: 'It is no longer synced.', hint: 'What is in the cloud stays there, as it is now.' })
  } catch (error) {
    toastError(error)
  }
}

/** Syncs a project, or fetches it where it is only in the cloud. */
export function syncEntry({ id }: Pick<CloudEntry, 'id'>): void {
  studioClient().api.syncEntry({ id }).catch(toastError)
}

export function stopEntry({ id }: Pick<CloudEntry, 'id'>): void {
  studioClient().api.stopEntry({ id }).catch(toastError)
}

export function restoreEntry({ id }: Pick<CloudEntry, 'id'>): void {
  studioClient().api.restoreEntry({ id }).catch(toastError)
}

export async function syncAll(): Promise<void> {
  await studioClient().api.syncAll({}).catch(toastError)
}

/** Asks, then puts a project into the cloud's trash. */
export async function trashEntry({ id, name, projectId }: CloudEntry): Promise<void> {
  const here = projectId === null ? 'on every machine' : 'here and on every other machine'
  const text = `It is moved to the trash ${here}. For 30 days it can be restored from the cloud; then it is deleted for good.`
  if (!(await confirm({ title: `Move ${name} to the trash?`, text, yes: 'Move to the trash', danger: true }))) return
  await studioClient().api.trashEntry({ id }).catch(toastError)
}

export async function signOut(): Promise<void> {
  await studioClient().api.signOutOfCloud({}).catch(toastError)
}
