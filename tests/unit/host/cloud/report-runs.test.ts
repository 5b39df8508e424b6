import { createClient } from '@supabase/supabase-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type RunReports, reportRuns } from '../../../../src-main/host/cloud/report-runs.ts'
import type { StudioEvent } from '../../../../src-shared/studio-api/studio-events.ts'
import { temporaryFolder } from '../../../support/test-photos.ts'

const URL_OF_CLOUD = 'http://127.0.0.1:1'
/** What the client has asked for: the row, and what of it. */
let asked: { readonly row: string | null; readonly share: unknown }[] = []
let reports: RunReports

beforeEach(() => {
  asked = []
  vi.stubEnv('GLIMPSE3D_HOME', temporaryFolder())
  const client = createClient(URL_OF_CLOUD, 'sb_publishable_x', {
    auth: { persistSession: false },
    global: {
      fetch: async (input, init) => {
        const row = new URL(String(input)).searchParams.get('id')
        asked.push({ row, share: JSON.parse(String(init?.body)).step_progress })
        return new Response(null, { status: 204 })
      },
    },
  })
  reports = reportRuns({ client, url: URL_OF_CLOUD }, (id) => (id === 'not-kept' ? null : `cloud-${id}`))
})
afterEach(async () => {
  await reports.close()
  vi.unstubAllEnvs()
})

const training = (projectId: string, fraction: number): StudioEvent => ({
  type: 'stage',
  projectId,
  status: { stage: 'training', state: 'running', fraction, detail: '', seconds: null, secondsLeft: null },
})

test('how far a run is goes to its row; of those in between the newest alone, when the run has left the queue', async () => {
  reports.onEvent({ type: 'queue', queue: ['ball'] })
  reports.onEvent(training('ball', 0.25))
  await vi.waitFor(() => expect(asked).toEqual([{ row: 'eq.cloud-ball', share: 0.25 }]))
  for (const fraction of [0.5, 0.625, 0.75]) reports.onEvent(training('ball', fraction))
  reports.onEvent({ type: 'queue', queue: ['ball', 'cup'] })
  reports.onEvent({ type: 'queue', queue: ['cup'] })
  await vi.waitFor(() => expect(asked.slice(1)).toEqual([{ row: 'eq.cloud-ball', share: 0.75 }]))
})

test('of what is not kept in the cloud nothing is told', async () => {
  reports.onEvent(training('not-kept', 0.25))
  reports.onEvent(training('ball', 0.5))
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  expect(asked[0].row).toBe('eq.cloud-ball')
})
