import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import { type Check, good } from './checks.ts'

const MIGRATE = 'Apply the migrations: "supabase db push" in this folder (docs/cloud.md).'
/** Long enough for a change to come back by realtime from the other side of the world. */
const REALTIME_MS = 5000

/**
 * Tries the policies with a project and a file made for it: the owner may, nobody else may, a change that is based on an old
 * revision is refused, and changes are heard live. Both are removed again, whatever happens.
 */
export async function checkPolicies(
  client: SupabaseClient,
  anonymous: SupabaseClient,
  owner: string,
): Promise<Check[]> {
  const id = randomUUID()
  const object = `${owner}/${id}/files/doctor`
  const files = client.storage.from('3d-models')
  const wrong: string[] = []
  const must = (what: string, is: boolean) => {
    if (!is) wrong.push(what)
  }
  const heard = hearChange(client, id)
  try {
    await heard.ready
    must('the owner writes a project', !(await client.from('projects').insert({ id, name: 'doctor' })).error)
    must('the owner reads it', (await client.from('projects').select('id').eq('id', id)).data?.length === 1)
    const strange = await anonymous.from('projects').select('id').eq('id', id)
    must('nobody else reads it', (strange.data ?? []).length === 0)
    const stale = await client.from('projects').update({ name: 'old', revision: 99 }).eq('id', id)
    must('an update based on an old revision is refused', stale.error !== null)
    const theirs = `${randomUUID()}/${id}/files/doctor`
    must(
      "nobody writes to another's folder",
      (await files.upload(theirs, 'x', { contentType: 'application/octet-stream' })).error !== null,
    )
    must(
      'the owner writes a file',
      !(await files.upload(object, 'x', { contentType: 'application/octet-stream' })).error,
    )
    must('the owner reads the file', (await (await files.download(object)).data?.text()) === 'x')
    must('nobody else reads the file', (await anonymous.storage.from('3d-models').download(object)).error !== null)
    const live = await heard.inTime(REALTIME_MS)
    const policies =
      wrong.length === 0
        ? good('cloud policies', "projects and files are their owner's alone")
        : ({ name: 'cloud policies', value: `not so: ${wrong.join('; ')}`, state: 'lacking', hint: MIGRATE } as const)
    const realtime = live
      ? good('cloud realtime', 'changes are heard live')
      : ({
          name: 'cloud realtime',
          value: 'changes are not heard',
          state: 'limited',
          hint: "Turn realtime on for the table projects; without it other machines' progress shows when you sync.",
        } as const)
    return [policies, realtime]
  } finally {
    await files.remove([object])
    // A project is deleted from the trash only.
    await client.from('projects').update({ deleted_at: new Date().toISOString() }).eq('id', id)
    await client.from('projects').delete().eq('id', id)
    await heard.end()
  }
}

function hearChange(client: SupabaseClient, id: string) {
  let onHeard = () => {}
  const heard = new Promise<boolean>((resolve) => {
    onHeard = () => resolve(true)
  })
  const filter = { event: '*', schema: 'public', table: 'projects', filter: `id=eq.${id}` } as const
  const channel = client.channel(`glimpse3d-doctor-${id}`).on('postgres_changes', filter, onHeard)
  const wait = (ms: number) => new Promise<boolean>((resolve) => setTimeout(resolve, ms, false).unref())
  const subscribed = new Promise<boolean>((resolve) => {
    channel.subscribe((status) => {
      if (status !== 'CLOSED') resolve(status === 'SUBSCRIBED')
    })
  })
  return {
    ready: Promise.race([subscribed, wait(REALTIME_MS)]),
    inTime: (ms: number) => Promise.race([heard, wait(ms)]),
    end: () => client.removeChannel(channel),
  }
}
