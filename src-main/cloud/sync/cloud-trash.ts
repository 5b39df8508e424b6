import { z } from 'zod'
import { StudioError } from '../../../src-shared/errors.ts'
import { askCloud } from './ask-cloud.ts'
import type { CloudAccount } from './cloud-account.ts'
import { allPages, readProject } from './remote-project.ts'

/** The storage service takes at most a thousand names at once. */
const REMOVED_AT_ONCE = 500

/**
 * Puts a project into the cloud's trash, from where `restoreProject` takes it for 30 days. Every other machine moves its own
 * to its trash when it syncs, unless it has been changed there. Throws `project_not_found`.
 */
export function trashProject(account: CloudAccount, projectId: string, signal?: AbortSignal): Promise<void> {
  // The database puts its own time in place of this one.
  return setDeleted(account, projectId, new Date().toISOString(), signal)
}

/** Takes a project out of the cloud's trash again. Throws `project_not_found` where the trash has been emptied. */
export function restoreProject(account: CloudAccount, projectId: string, signal?: AbortSignal): Promise<void> {
  return setDeleted(account, projectId, null, signal)
}

/**
 * Removes for good what has lain in the cloud's trash for 30 days by the cloud's clock, its files included. Gives how many
 * files were removed. Nothing else of the account is touched.
 */
export async function emptyCloudTrash({ client }: CloudAccount, signal?: AbortSignal): Promise<number> {
  await askCloud(client, 'emptying the trash', () => client.rpc('purge_deleted_projects'), signal)
  const schema = z.object({ bucket_id: z.string(), name: z.string() })
  const page = (from: number, to: number) => client.rpc('orphaned_objects', {}, { count: 'exact' }).range(from, to)
  const orphans = (await allPages(client, 'looking for left files', signal, page)).map((row) => schema.parse(row))
  for (const bucket of new Set(orphans.map(({ bucket_id }) => bucket_id))) {
    const names = orphans.filter(({ bucket_id }) => bucket_id === bucket).map(({ name }) => name)
    for (let at = 0; at < names.length; at += REMOVED_AT_ONCE) {
      const some = names.slice(at, at + REMOVED_AT_ONCE)
      await askCloud(client, 'removing left files', () => client.storage.from(bucket).remove(some), signal)
    }
  }
  return orphans.length
}

async function setDeleted(
  { client }: CloudAccount,
  projectId: string,
  deletedAt: string | null,
  signal?: AbortSignal,
): Promise<void> {
  const ask = () => client.from('projects').update({ deleted_at: deletedAt }).eq('id', projectId).select('id')
  const rows = await askCloud(client, 'moving the project', ask, signal)
  if (rows?.length) return
  // Null both where there is none and where it is another account's: who asks learns nothing of those.
  if (!(await readProject(client, projectId, signal))) {
    throw new StudioError('project_not_found', 'There is no such project in the cloud.', 'Reload the list.')
  }
}
