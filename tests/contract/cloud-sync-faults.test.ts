import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawSteps } from '../support/cloud/sequence/draw-steps.ts'
import { runSteps } from '../support/cloud/sequence/run-steps.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'

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

/** Many more are run by bench/sync-faults.ts; a failure names its steps, and `--from <seed> --seeds 1 --shrink` makes them fewer. */
test.each([210, 211, 212])(
  'after random edits, faults and deaths both machines and the cloud agree, nothing lost or doubled (seed %i)',
  async (seed) => {
    // Few deaths in the suite are those of real processes: starting one takes a second.
    const child = seed === 212 ? 1 : 0
    const end = await runSteps(cloud, root, `seed-${seed}`, drawSteps(seed, { steps: 12, killed: 0.5, child }))
    expect(end.contents).toBeGreaterThan(0)
    expect(end.deaths).toBeGreaterThan(0)
  },
  600_000,
)
