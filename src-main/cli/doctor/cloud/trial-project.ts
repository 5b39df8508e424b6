import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import { askCloud } from '../../../cloud/sync/ask-cloud.ts'
import { listObjects } from '../../../cloud/sync/remote-project.ts'

/** `projects.user_session_id` of what the doctor has made: nothing else of ours sets that column. */
const MARK = 'glimpse3d doctor'

export interface TrialProject {
  readonly id: string
  readonly owner: string
  /** The folder of its files, without a slash at the end. */
  readonly folder: string
}

/**
 * Makes a project to try the cloud with. It is in the trash from the start: should even its removal fail, the trash is emptied
 * of it after 30 days, and the files go with it. Gives null where the cloud refuses, which is a finding too.
 */
export async function makeTrialProject(client: SupabaseClient, owner: string): Promise<TrialProject | null> {
  const id = randomUUID()
  const row = { id, name: 'doctor', user_session_id: MARK, deleted_at: new Date().toISOString() }
  const { error } = await client.from('projects').insert(row)
  return error ? null : { id, owner, folder: `${owner}/${id}` }
}

/**
 * Removes whatever the doctor has made in this account: of this run, and of one that was killed. Files go before the row that
 * says whose they are. Throws what `askCloud` throws.
 */
export async function removeTrialProjects(client: SupabaseClient, owner: string): Promise<void> {
  const find = () => client.from('projects').select('id').eq('user_session_id', MARK).eq('owner_id', owner)
  for (const { id } of (await askCloud(client, "looking for the doctor's projects", find)) ?? []) {
    for (const { bucket, name } of await listObjects(client, owner, id)) {
      const remove = () => client.storage.from(bucket).remove([`${owner}/${id}/${name}`])
      await askCloud(client, "removing the doctor's files", remove)
    }
    // A project is deleted from the trash only, and the doctor takes its own out for a moment.
    const trash = { deleted_at: new Date().toISOString() }
    const what = "removing the doctor's project"
    await askCloud(client, what, () => client.from('projects').update(trash).eq('id', id).is('deleted_at', null))
    await askCloud(client, what, () => client.from('projects').delete().eq('id', id))
  }
}
