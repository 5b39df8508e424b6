import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Session } from '@supabase/supabase-js'
import type { SupabaseStandIn } from '../supabase/stand-in.ts'
import type { Fate } from './mortal.ts'

const CHILD = join(import.meta.dirname, 'sync-child.ts')

/**
 * Syncs a project in a process of its own and gives what it printed; empty where it was killed. It is killed with SIGKILL as
 * soon as `isTime` says so, which is asked every millisecond, or where its `fate` has it.
 */
export async function runSyncChild(
  cloud: SupabaseStandIn,
  session: Session,
  folder: string,
  number: number,
  { isTime = () => false, fate = null }: { readonly isTime?: () => boolean; readonly fate?: Fate | null } = {},
): Promise<string> {
  const words = [CHILD, cloud.url, cloud.anonKey, JSON.stringify(session), folder, `${number}`, JSON.stringify(fate)]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part
  })
  const watch = setInterval(() => {
    if (isTime()) child.kill('SIGKILL')
  }, 1)
  await new Promise((resolve) => child.on('close', resolve))
  clearInterval(watch)
  return text
}
