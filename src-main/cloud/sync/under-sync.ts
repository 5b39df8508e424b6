import { basename } from 'node:path'
import { STUDIO_NAMESPACE, stableId } from '../../../src-shared/cloud/stable-id.ts'
import { newSyncState, type SyncState } from '../../../src-shared/cloud/sync-state.ts'
import { signedInUser } from './ask-cloud.ts'
import type { CloudAccount } from './cloud-account.ts'
import { kindOfFolder, readFacts } from './read-facts.ts'
import { lockSync, readSyncState, writeSyncState } from './sync-folder.ts'
import { noProject } from './sync-project.ts'

/**
 * Puts a project under sync with an account: from here on `syncProject` sends it. Its id in the cloud is derived from the
 * account, its folder's name and when it was made, so that copies of a folder on two machines are one project. Throws
 * `not_signed_in`, `path_not_found`, `project_busy` while another sync of it is under way, and what the file system throws.
 */
export async function putUnderSync(account: CloudAccount, folder: string): Promise<SyncState> {
  const ownerId = await signedInUser(account.client)
  const kind = kindOfFolder(folder)
  if (!kind) throw noProject(folder)
  const known = await readSyncState(folder)
  const isSame = known?.ownerId === ownerId && known.server === account.url
  const { created } = await readFacts(folder, kind)
  const projectId = await stableId(STUDIO_NAMESPACE, `${ownerId}/${basename(folder)}/${created}`)
  if (isSame && known.enabled) return known
  const state = isSame ? { ...known, enabled: true } : newSyncState({ projectId, ownerId, server: account.url })
  await whileNoSync(folder, () => writeSyncState(folder, state))
  return state
}

/**
 * Takes a project out of sync: nothing more is sent or fetched. What is in the cloud stays there until it is deleted. Throws
 * `project_busy` while a sync of it is under way: that one would go on sending.
 */
export async function takeOutOfSync(folder: string): Promise<void> {
  if (!(await readSyncState(folder))?.enabled) return
  await whileNoSync(folder, async () => {
    const state = await readSyncState(folder)
    if (state) await writeSyncState(folder, { ...state, enabled: false })
  })
}

/** A sync under way would write its own record over what is written meanwhile. */
async function whileNoSync(folder: string, work: () => Promise<void>): Promise<void> {
  const release = await lockSync(folder)
  try {
    await work()
  } finally {
    release()
  }
}
