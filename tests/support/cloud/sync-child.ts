import { createClient } from '@supabase/supabase-js'
import { patientFetch } from '../../../src-main/cloud/sync/patient-fetch.ts'
import { syncProject } from '../../../src-main/cloud/sync/sync-project.ts'

/**
 * A process that syncs one project and prints how that ended: one that can be killed. Takes the cloud's address and key,
 * the session (JSON), the folder and the device's number.
 */
const [url, key, session, folder, number] = process.argv.slice(2)
const client = createClient(url, key, {
  auth: { persistSession: false, autoRefreshToken: false },
  db: { retry: false },
  global: { fetch: patientFetch() },
})
const { error } = await client.auth.setSession(JSON.parse(session))
if (error) throw error
const device = { id: number.repeat(8).concat('-1111-4111-8111-111111111111'), name: `machine ${number}` }
const outcome = await syncProject({ client, url }, folder, { device })
process.stdout.write(`${JSON.stringify(outcome)}\n`)
process.exit(0)
