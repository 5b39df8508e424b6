import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawSteps, type Step } from '../tests/support/cloud/sequence/draw-steps.ts'
import { runSteps } from '../tests/support/cloud/sequence/run-steps.ts'
import { SCENARIOS } from '../tests/support/cloud/sequence/scenarios.ts'
import { startSupabaseStandIn } from '../tests/support/supabase/stand-in.ts'

/**
 * `node bench/sync-faults.ts --scenarios`: what a sync does, killed at every one of its operations in turn.
 * `node bench/sync-faults.ts [--from 1] [--seeds 100] [--steps 12] [--shrink]`: random sequences of edits on two machines, with
 * everything going wrong that can, each followed by recovery and a look at all that there is. Prints what went wrong, and
 * with `--shrink` the fewest of its steps that still do.
 */
const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '100' },
    steps: { type: 'string', default: '12' },
    child: { type: 'string', default: '0.1' },
    scenarios: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: false },
  },
})
const root = await mkdtemp(join(tmpdir(), 'glimpse3d-bench-faults-'))
const cloud = await startSupabaseStandIn()
let [runs, deaths, kept, failed] = [0, 0, 0, 0]
const told: Record<string, number> = {}
try {
  if (values.scenarios) for (const name of Object.keys(SCENARIOS)) await killEverywhere(name)
  const [from, seeds] = [Number(values.from), values.scenarios ? 0 : Number(values.seeds)]
  for (let seed = from; seed < from + seeds; seed++) {
    const steps = drawSteps(seed, { steps: Number(values.steps), killed: 0.5, child: Number(values.child) })
    const begun = performance.now()
    const before = { deaths, kept }
    const fault = await attempt(`seed-${seed}`, steps)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    const what = `${deaths - before.deaths} deaths, ${kept - before.kept} contents and names in the end`
    console.log(`seed ${seed}: ${fault === null ? 'agreed' : 'FAILED'}, ${what}, ${seconds} s`)
    if (fault === null) continue
    failed++
    console.log(fault)
    if (values.shrink) console.log(await shrunk(`seed-${seed}`, steps, fault))
  }
} finally {
  await cloud.stop()
  await rm(root, { recursive: true, force: true })
}
console.log(`${runs} sequences, ${deaths} processes killed, told ${JSON.stringify(told)}, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)

async function attempt(name: string, steps: readonly Step[]): Promise<string | null> {
  const own = `${name}-${runs++}`
  try {
    const end = await runSteps(cloud, root, own, steps)
    deaths += end.deaths
    kept += end.contents
    for (const [code, times] of Object.entries(end.told)) told[code] = (told[code] ?? 0) + times
    return null
  } catch (cause) {
    return `${(cause as Error).message}\n${((cause as Error).cause as Error | undefined)?.stack ?? ''}`
  } finally {
    await rm(join(root, `${own}-1`), { recursive: true, force: true })
    await rm(join(root, `${own}-2`), { recursive: true, force: true })
  }
}

/** Before, half way through, or after each operation, in turn, up to the one that it gets through without. */
async function killEverywhere(name: string): Promise<void> {
  for (let at = 1, before = -1; deaths > before; at++) {
    before = deaths
    const when = (['before', 'half', 'after'] as const)[at % 3]
    const fault = await attempt(`scenario-${at}`, SCENARIOS[name]({ at, when }))
    if (fault !== null) {
      failed++
      deaths++
      console.log(`${name}, killed ${when} operation ${at}: ${fault}`)
    } else if (deaths === before) console.log(`${name}: killed at each of ${at - 1} operations`)
  }
}

/** Leaves out one step after the other, and keeps out what is not needed for it to go wrong. */
async function shrunk(name: string, steps: readonly Step[], fault: string): Promise<string> {
  let [left, last] = [steps, fault]
  for (let at = steps.length - 1; at >= 0; at--) {
    const fewer = left.toSpliced(at, 1)
    const still = await attempt(name, fewer)
    if (still !== null) [left, last] = [fewer, still]
  }
  return `shrunk to ${left.length} steps:\n${last}`
}
