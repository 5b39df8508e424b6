import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { putUnderSync } from '../../src-main/cloud/sync/under-sync.ts'
import { checkAgreement } from '../support/cloud/check-agreement.ts'
import { type Machine, machine } from '../support/cloud/machine.ts'
import { projectOnDisk, put } from '../support/cloud/project-on-disk.ts'
import { runSyncChild } from '../support/cloud/run-sync-child.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'

let cloud: SupabaseStandIn
let root: string
let desk: Machine
beforeAll(async () => {
  cloud = await startSupabaseStandIn()
  root = await mkdtemp(join(tmpdir(), 'glimpse3d-kill-'))
  desk = await machine(cloud, 'kill@example.com', root, 1)
})
afterAll(async () => {
  await cloud.stop()
  await rm(root, { recursive: true, force: true })
})

/** What a sync is killed at: when a request that matches has begun, and, in `answered`, when it has been answered. */
const MOMENTS = [
  { name: 'announced', on: /^POST \/rest\/v1\/projects/, answered: true },
  { name: 'in the middle of a chunk', on: /^PATCH .*resumable/, answered: false },
  { name: 'one file sent', on: /^POST \/storage\/v1\/object\/project-uploads/, answered: true },
  { name: 'published', on: /^PATCH \/rest\/v1\/projects/, answered: true },
  { name: 'rows under way', on: /^GET \/rest\/v1\/depth_maps/, answered: false },
  { name: 'the replaced cleared away', on: /^DELETE \/storage/, answered: true },
] as const

test('a sync that is killed between any two requests goes on, nothing lost or doubled', async () => {
  const { account, library } = desk
  const folder = await projectOnDisk(library, 'ring-1a2b3c', {
    'photos/ring.jpg': 'a photo',
    'work/training/splats.bin': Buffer.alloc(7 * 2 ** 20, 'splats'),
  })
  await putUnderSync(account, folder)
  const session = (await account.client.auth.getSession()).data.session
  if (!session) throw new Error('nobody is signed in')
  for (const [i, { name, on, answered }] of MOMENTS.entries()) {
    // From the third on there is something new to send each time, in place of something old.
    if (i >= 2) await put(folder, 'photos/ring.jpg', `another photo ${i}`)
    cloud.log.clear()
    const isTime = () => cloud.log.matching(on).some(({ status }) => !answered || status > 0)
    expect(await runSyncChild(cloud, session, folder, 1, { isTime }), name).toBe('')
  }
  expect(JSON.parse(await runSyncChild(cloud, session, folder, 1))).toMatchObject({ kind: 'in-step' })
  await checkAgreement(desk)
  const rows = (await account.client.from('projects').select('revision')).data
  expect(rows).toHaveLength(1)
  cloud.log.clear()
  expect(await desk.sync(folder)).toEqual({ kind: 'in-step', did: 'nothing', sent: 0, fetched: 0 })
  expect(cloud.log.bytes().received).toBe(0)
}, 600_000)
