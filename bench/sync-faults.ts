import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawSteps, type Step } from '../tests/support/cloud/sequence/draw-steps.ts'
import { runSteps } from '../tests/support/cloud/sequence/run-steps.ts'
import { startSupabaseStandIn } from '../tests/support/supabase/stand-in.ts'

/**
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
    shrink: { type: 'boolean', default: false },
  },
})
const root = await mkdtemp(join(tmpdir(), 'glimpse3d-bench-faults-'))
const cloud = await startSupabaseStandIn()
let [runs, deaths, failed] = [0, 0, 0]
const told: Record<string, number> = {}
try {
  const [from, seeds] = [Number(values.from), Number(values.seeds)]
  for (let seed = from; seed < from + seeds; seed++) {
    const steps = drawSteps(seed, { steps: Number(values.steps), killed: 0.5, child: Number(values.child) })
    const begun = performance.now()
    const fault = await attempt(`seed-${seed}`, steps)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    console.log(`seed ${seed}: ${fault === null ? 'agreed' : 'FAILED'} in ${seconds} s`)
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
    for (const [code, times] of Object.entries(end.told)) told[code] = (told[code] ?? 0) + times
    return null
  } catch (cause) {
    return `${(cause as Error).message}\n${((cause as Error).cause as Error | undefined)?.stack ?? ''}`
  } finally {
    await rm(join(root, `${own}-1`), { recursive: true, force: true })
    await rm(join(root, `${own}-2`), { recursive: true, force: true })
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
