import { basename } from 'node:path'
import { STUDIO_NAMESPACE, stableId } from '../../../src-shared/cloud/stable-id.ts'
import { newSyncState, type SyncState } from '../../../src-shared/cloud/sync-state.ts'
import { signedInUser } from './ask-cloud.ts'
import type { CloudAccount } from './cloud-account.ts'
import { kindOfFolder, readFacts } from './read-facts.ts'
import { readSyncState, writeSyncState } from './sync-folder.ts'
import { noProject } from './sync-project.ts'

/**
 * Puts a project under sync with an account: from here on `syncProject` sends it. Its id in the cloud is derived from the
 * account, its folder's name and when it was made, so that copies of a folder on two machines are one project. Throws
 * `not_signed_in`, `path_not_found`, and what the file system throws.
 */
export async function putUnderSync(account: CloudAccount, folder: string): Promise<SyncState> {
  const ownerId = await signedInUser(account.client)
  const kind = kindOfFolder(folder)
  if (!kind) throw noProject(folder)
  const known = await readSyncState(folder)
  const isSame = known?.ownerId === ownerId && known.server === account.url
  const { created } = await readFacts(folder, kind)
  const projectId = await stableId(STUDIO_NAMESPACE, `${ownerId}/${basename(folder)}/${created}`)
  const state = isSame ? { ...known, enabled: true } : newSyncState({ projectId, ownerId, server: account.url })
  await writeSyncState(folder, state)
  return state
}

/** Takes a project out of sync: nothing more is sent or fetched. What is in the cloud stays there until it is deleted. */
export async function takeOutOfSync(folder: string): Promise<void> {
  const state = await readSyncState(folder)
  if (state?.enabled) await writeSyncState(folder, { ...state, enabled: false })
}
