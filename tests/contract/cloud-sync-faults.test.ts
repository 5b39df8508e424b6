import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../src-engine/math/random.ts'
import { cloudStatus } from '../../src-main/cloud/sync/cloud-status.ts'
import { downloadProject } from '../../src-main/cloud/sync/download-project.ts'
import { projectsUnderSync } from '../../src-main/cloud/sync/local-projects.ts'
import { putUnderSync } from '../../src-main/cloud/sync/under-sync.ts'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { checkAgreement } from '../support/cloud/check-agreement.ts'
import { type Machine, machine } from '../support/cloud/machine.ts'
import { projectOnDisk, put } from '../support/cloud/project-on-disk.ts'
import type { Fault } from '../support/supabase/http/faults.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'

const LARGE = 7 * 2 ** 20
const STEPS = 5
/** Refused by the server for good, in the words of the errors that say so; everything else has to pass by itself. */
const TOLD = ['upload_failed', 'connection_lost', 'not_signed_in']

let cloud: SupabaseStandIn
let root: string
beforeAll(async () => {
  cloud = await startSupabaseStandIn()
  root = await mkdtemp(join(tmpdir(), 'glimpse3d-faults-'))
})
afterAll(async () => {
  await cloud.stop()
  await rm(root, { recursive: true, force: true })
})

test.each([2, 3])(
  'after random faults both machines and the cloud agree, nothing lost or doubled (seed %i)',
  async (seed) => {
    const random = seededRandom(seed)
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]
    const machines: Machine[] = []
    for (const number of [1, 2]) {
      machines.push(await machine(cloud, `faults-${seed}@example.com`, join(root, `${seed}-${number}`), number))
    }
    const added: string[] = []
    const content = (text: string, bytes = 40) => {
      const filled = Buffer.alloc(bytes, text)
      added.push(createHash('sha256').update(filled).digest('hex'))
      return filled
    }
    const first = await projectOnDisk(machines[0].library, 'ring-1a2b3c', {
      'photos/ring.jpg': content(`photo ${seed}`),
      'work/training/splats.bin': content(`splats ${seed}`, LARGE),
      'edits.json': '{}',
    })
    await putUnderSync(machines[0].account, first)
    const fault = (): Fault =>
      pick<Fault>([
        { kind: 'status', status: 500 },
        { kind: 'status', status: 429, retryAfterSeconds: 0 },
        { kind: 'status', status: 507 },
        { kind: 'silence' },
        { kind: 'cut-request', afterBytes: Math.floor(random() * 100) },
        { kind: 'cut-request', afterBytes: Math.floor(random() * LARGE) },
        { kind: 'cut-answer', afterBytes: Math.floor(random() * 50) },
        { kind: 'expired-token' },
      ])
    for (let step = 0; step < STEPS; step++) {
      for (const [at, { account, library, options, sync }] of machines.entries()) {
        const faults = Array.from({ length: Math.floor(random() * 3) }, () => ({
          fault: fault(),
          on: /rest|storage/,
          nth: 1 + Math.floor(random() * 14),
          times: pick([1, 1, 1, 2, 6]),
        }))
        cloud.faults.plan(...faults)
        cloud.clock.skewSeconds = pick([0, -600, 600])
        const { folder } = (await projectsUnderSync(library))[0] ?? {}
        try {
          if (folder === undefined) {
            const id = (await account.client.from('projects').select('id')).data?.[0]?.id
            if (id) await downloadProject(account, id, library, options)
          } else {
            const name = `photos/of-${at}-${step}.jpg`
            if (random() < 0.6) await put(folder, name, content(`${seed} ${name}`))
            if (random() < 0.6) await put(folder, 'edits.json', `{"by":${at},"step":${step}}`)
            await sync(folder)
          }
        } catch (error) {
          const { code, message } = asStudioError(error)
          expect(TOLD, message).toContain(code === 'project_not_found' ? 'connection_lost' : code)
        }
        cloud.faults.clear()
      }
    }
    cloud.clock.skewSeconds = 0
    await settle(machines)
    for (const each of machines) {
      const contents = await checkAgreement(each)
      for (const sha256 of added) expect(contents).toContain(sha256)
    }
  },
  600_000,
)

/** Syncs all that there is on both machines, without faults, until nothing is left to do. */
async function settle(machines: readonly Machine[]): Promise<void> {
  for (let round = 0; round < 6; round++) {
    let quiet = true
    for (const { account, library, options, sync } of machines) {
      const ownerId = (await account.client.auth.getUser()).data.user?.id ?? ''
      for (const { folder, projectId, state } of await cloudStatus(account, ownerId, library)) {
        if (state !== 'in-step') quiet = false
        if (folder) await sync(folder)
        else if (state === 'only-in-cloud') await downloadProject(account, projectId, library, options)
      }
    }
    if (quiet) return
  }
  throw new Error('it never comes to rest')
}
