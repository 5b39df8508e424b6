import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import { BUCKETS, type Bucket } from '../../../../src-shared/cloud/cloud-manifest.ts'
import { type Check, good } from '../checks.ts'
import type { TrialProject } from './trial-project.ts'
import { CLOSE_FILES, lacking } from './what-to-run.ts'

const CONTENT = '{"doctor":true}'

/**
 * Tries every bucket's policies with a file of the trial project: the owner stores and reads it, whoever is not signed in does
 * not, and there is no leave to store where no project of the owner's is. Asking for that leave stores nothing.
 */
export async function checkFilePolicies(
  client: SupabaseClient,
  anonymous: SupabaseClient,
  trial: TrialProject,
): Promise<Check> {
  const found = await Promise.all(BUCKETS.map((bucket) => tryBucket(client, anonymous, trial, bucket)))
  const wrong = found.flatMap((what, i) => (what.length > 0 ? [`${BUCKETS[i]}: ${what.join(', ')}`] : []))
  return wrong.length === 0
    ? good('cloud files', "every bucket's files are their owner's alone")
    : lacking('cloud files', wrong, CLOSE_FILES)
}

async function tryBucket(
  client: SupabaseClient,
  anonymous: SupabaseClient,
  { id, owner, folder }: TrialProject,
  bucket: Bucket,
): Promise<string[]> {
  const wrong: string[] = []
  const files = client.storage.from(bucket)
  const name = `${folder}/doctor.json`
  const stored = await files.upload(name, CONTENT, { contentType: 'application/json' })
  if (stored.error) wrong.push(`the owner cannot store a file (${stored.error.message})`)
  else {
    if ((await (await files.download(name)).data?.text()) !== CONTENT) wrong.push('the owner does not read the file')
    const strange = anonymous.storage.from(bucket)
    const read = await strange.download(name)
    const listed = await strange.list(folder)
    if (read.error === null || (listed.data ?? []).length > 0) wrong.push('whoever is not signed in reads it')
  }
  const leave = async (path: string) => (await files.createSignedUploadUrl(path)).error === null
  if (await leave(`${randomUUID()}/${id}/doctor.json`)) wrong.push("files can be put into another's folder")
  if (await leave(`${owner}/${randomUUID()}/doctor.json`)) wrong.push('files can be put where no project is')
  const folders = (await files.list('')).data ?? []
  if (folders.some((one) => one.name !== owner)) wrong.push('files of other accounts are seen')
  return wrong
}
