import type { SupabaseClient } from '@supabase/supabase-js'
import { type Check, good } from '../checks.ts'
import type { TrialProject } from './trial-project.ts'

/** Tables whose changes other machines follow: the column that names the project, and one that can be changed to be heard. */
const FOLLOWED = [
  { table: 'projects', of: 'id', touched: 'current_step' },
  { table: 'gaussian_splat_models', of: 'project_id', touched: 'num_splats' },
  { table: 'enhancement_iterations', of: 'project_id', touched: 'views_processed' },
] as const
/** A server says that a channel is open some moments before it sends changes on it: they are made again until one is heard. */
const AGAIN_MS = 1000
/** Soon enough for nobody to notice. */
const LOOK_MS = 20

/** What listens for changes of the trial project. */
interface Listening {
  /** Whether each table's changes are heard, at the latest after so many milliseconds; its rows have to be there. */
  check(ms: number): Promise<Check>
  close(): Promise<void>
}

/** Begins to listen, and waits up to so many milliseconds for the server to say that it sends. */
export async function listenForChanges(client: SupabaseClient, { id }: TrialProject, ms: number): Promise<Listening> {
  const heard = new Set<string>()
  const channels = await Promise.all(
    FOLLOWED.map(async ({ table, of }) => {
      const subscribed = Promise.withResolvers<void>()
      const filter = { event: '*', schema: 'public', table, filter: `${of}=eq.${id}` } as const
      const channel = client
        .channel(`glimpse3d-doctor-${table}-${id}`)
        .on('postgres_changes', filter, () => heard.add(table))
        .subscribe((status) => status !== 'CLOSED' && subscribed.resolve())
      await Promise.race([subscribed.promise, wait(ms)])
      return channel
    }),
  )
  const deaf = () => FOLLOWED.filter(({ table }) => !heard.has(table))
  return {
    check: async (limit) => {
      const end = performance.now() + limit
      for (let turn = 1; deaf().length > 0 && performance.now() < end; turn++) {
        for (const { table, of, touched } of deaf()) {
          await client
            .from(table)
            .update({ [touched]: turn })
            .eq(of, id)
        }
        const next = Math.min(performance.now() + AGAIN_MS, end)
        while (deaf().length > 0 && performance.now() < next) await wait(LOOK_MS)
      }
      return judge(deaf().map(({ table }) => table))
    },
    close: async () => {
      for (const channel of channels) await client.removeChannel(channel)
    },
  }
}

function judge(deaf: readonly string[]): Check {
  const name = 'cloud realtime'
  if (deaf.length === 0) return good(name, 'changes are heard live')
  const tables = deaf.map((table) => `public.${table}`).join(', ')
  const hint = `Until it is mended other machines' progress shows when you sync. Run "npx supabase db push"; if that finds nothing to do, run in the dashboard's SQL editor: alter publication supabase_realtime add table ${tables};`
  return { name, value: `changes are not heard of ${deaf.join(', ')}`, state: 'limited', hint }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
