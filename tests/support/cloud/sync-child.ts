import { createClient } from '@supabase/supabase-js'
import { patientFetch } from '../../../src-main/cloud/sync/patient-fetch.ts'
import { syncProject } from '../../../src-main/cloud/sync/sync-project.ts'
import { asStudioError } from '../../../src-shared/as-studio-error.ts'
import { HASTE } from './machine.ts'
import { type Fate, liveHere, mortalFetch } from './mortal.ts'

/**
 * A process that syncs one project and prints how that ended: one that can be killed. Takes the cloud's address and key,
 * the session (JSON, as it is kept), the folder, the device's number, and what befalls it (JSON; null: nothing).
 */
const [url, key, session, folder, number, fate] = process.argv.slice(2)
const storage = { getItem: () => session, setItem: () => {}, removeItem: () => {} }
const client = createClient(url, key, {
  auth: { persistSession: true, autoRefreshToken: false, storage },
  db: { retry: false },
  global: { fetch: patientFetch({ fetch: mortalFetch }) },
})
const mortal: Fate | null = JSON.parse(fate)
if (mortal) liveHere(mortal)
const device = { id: number.repeat(8).concat('-1111-4111-8111-111111111111'), name: `machine ${number}` }
const options = mortal ? { ...HASTE, device } : { device }
const outcome = await syncProject({ client, url }, folder, options).catch(asStudioError)
process.stdout.write(
  `${JSON.stringify('kind' in outcome ? outcome : { code: outcome.code, message: outcome.message })}\n`,
)
process.exit(0)
