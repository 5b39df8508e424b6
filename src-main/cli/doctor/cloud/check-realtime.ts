import type { SupabaseClient } from '@supabase/supabase-js'
import { type Check, good } from '../checks.ts'
import type { TrialProject } from './trial-project.ts'

/** Tables whose changes other machines follow, and the column that names the project. */
const FOLLOWED = { projects: 'id', gaussian_splat_models: 'project_id', enhancement_iterations: 'project_id' } as const

/** What listens for changes of the trial project; to be begun before they are made. */
interface Listening {
  /** Whether each table's changes have been heard, at the latest after so many milliseconds. */
  check(ms: number): Promise<Check>
  close(): Promise<void>
}

/** Begins to listen, and waits up to so many milliseconds for the server to say that it sends. */
export async function listenForChanges(client: SupabaseClient, { id }: TrialProject, ms: number): Promise<Listening> {
  const followed = await Promise.all(
    Object.entries(FOLLOWED).map(async ([table, column]) => {
      const heard = Promise.withResolvers<true>()
      const subscribed = Promise.withResolvers<void>()
      const filter = { event: '*', schema: 'public', table, filter: `${column}=eq.${id}` } as const
      const channel = client
        .channel(`glimpse3d-doctor-${table}-${id}`)
        .on('postgres_changes', filter, () => heard.resolve(true))
        .subscribe((status) => status !== 'CLOSED' && subscribed.resolve())
      await Promise.race([subscribed.promise, wait(ms)])
      return { table, channel, heard: heard.promise }
    }),
  )
  return {
    check: async (limit) => {
      const name = 'cloud realtime'
      const late = wait(limit)
      const heard = await Promise.all(followed.map((one) => Promise.race([one.heard, late])))
      const deaf = followed.filter((_, i) => !heard[i]).map(({ table }) => table)
      if (deaf.length === 0) return good(name, 'changes are heard live')
      const tables = deaf.map((table) => `public.${table}`).join(', ')
      const hint = `Until it is mended other machines' progress shows when you sync. Run "npx supabase db push"; if that finds nothing to do, run in the dashboard's SQL editor: alter publication supabase_realtime add table ${tables};`
      return { name, value: `changes are not heard of ${deaf.join(', ')}`, state: 'limited', hint }
    },
    close: async () => {
      for (const { channel } of followed) await client.removeChannel(channel)
    },
  }
}

function wait(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, ms, false).unref())
}
