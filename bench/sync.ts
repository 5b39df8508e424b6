import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '../src-engine/math/random.ts'
import { downloadProject } from '../src-main/cloud/sync/download-project.ts'
import { putUnderSync } from '../src-main/cloud/sync/under-sync.ts'
import { machine } from '../tests/support/cloud/machine.ts'
import { projectOnDisk } from '../tests/support/cloud/project-on-disk.ts'
import { runSyncChild } from '../tests/support/cloud/run-sync-child.ts'
import { startSupabaseStandIn } from '../tests/support/supabase/stand-in.ts'

/**
 * `node bench/sync.ts`: a made-up project of 300 files, about 200 MB, is synced with the Supabase stand-in on this machine
 * by a process that is killed three times, then synced again, and fetched on a second machine. Prints requests and bytes.
 */
const FILES = 300
const MIB = 2 ** 20
/** MiB of the large files: splats, checkpoints and meshes of a quality run; the others are pictures of 50 to 450 KiB. */
const LARGE = [56, 34, 21, 13, 9]

let sentSoFar = 0
const root = await mkdtemp(join(tmpdir(), 'glimpse3d-bench-sync-'))
const cloud = await startSupabaseStandIn()
try {
  const desk = await machine(cloud, 'bench@example.com', join(root, 'desk'), 1)
  const files = madeUpFiles()
  const total = Object.values(files).reduce((sum, { length }) => sum + length, 0)
  const folder = await projectOnDisk(desk.library, 'bench-1a2b3c', files)
  await putUnderSync(desk.account, folder)
  const session = (await desk.account.client.auth.getSession()).data.session
  if (!session) throw new Error('nobody is signed in')
  console.log(`${FILES} files, ${mb(total)}`)
  console.log('| | requests | received by the cloud | sent by it | seconds |\n|---|---|---|---|---|')
  for (const share of [0.2, 0.5, 0.8]) {
    const before = sentSoFar
    await measure(`killed at ${100 * share} %`, async () => {
      const isTime = () => before + cloud.log.bytes().received > share * total
      await runSyncChild(cloud, session, folder, 1, { isTime })
    })
  }
  await measure('to the end', () => runSyncChild(cloud, session, folder, 1))
  console.log(`| in all, for ${mb(total)} | | ${mb(sentSoFar)} | | |`)
  await measure('again, nothing changed', () => desk.sync(folder))
  const other = await machine(cloud, 'bench@example.com', join(root, 'other'), 2)
  const id = (await other.account.client.from('projects').select('id')).data?.[0].id
  await measure('fetched on a second machine', () => downloadProject(other.account, id, other.library, other.options))
} finally {
  await cloud.stop()
  await rm(root, { recursive: true, force: true })
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  cloud.log.clear()
  const begun = performance.now()
  await work()
  const seconds = (performance.now() - begun) / 1000
  await untilQuiet()
  const { received, sent } = cloud.log.bytes()
  sentSoFar += received
  console.log(`| ${name} | ${cloud.log.requests.length} | ${mb(received)} | ${mb(sent)} | ${seconds.toFixed(1)} |`)
}

/** What a killed process has sent still arrives for a moment. */
async function untilQuiet(): Promise<void> {
  for (let before = -1; before !== cloud.log.bytes().received; await sleep(500)) before = cloud.log.bytes().received
}

function madeUpFiles(): Record<string, Uint8Array> {
  const random = seededRandom(1)
  const made: Record<string, Uint8Array> = {}
  for (const [i, mib] of LARGE.entries()) made[`work/large/${i}.bin`] = noise(mib * MIB, random)
  // With `studio.json` they are as many as were asked for.
  for (let i = LARGE.length; i < FILES - 1; i++) {
    made[`photos/photo-${i}.jpg`] = noise(Math.round((50 + 400 * random()) * 1024), random)
  }
  return made
}

function noise(bytes: number, random: () => number): Uint8Array {
  const words = new Uint32Array(Math.ceil(bytes / 4))
  for (let i = 0; i < words.length; i++) words[i] = random() * 2 ** 32
  return new Uint8Array(words.buffer, 0, bytes)
}

function mb(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
