import { readFile, rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { signedInUser } from '../../../../src-main/cloud/sync/ask-cloud.ts'
import type { CloudAccount } from '../../../../src-main/cloud/sync/cloud-account.ts'
import { cloudStatus } from '../../../../src-main/cloud/sync/cloud-status.ts'
import { emptyCloudTrash, restoreProject, trashProject } from '../../../../src-main/cloud/sync/cloud-trash.ts'
import { downloadProject } from '../../../../src-main/cloud/sync/download-project.ts'
import { projectsUnderSync } from '../../../../src-main/cloud/sync/local-projects.ts'
import { readFacts } from '../../../../src-main/cloud/sync/read-facts.ts'
import { type SyncOptions, syncProject } from '../../../../src-main/cloud/sync/sync-project.ts'
import { asStudioError } from '../../../../src-shared/as-studio-error.ts'
import type { CloudManifest } from '../../../../src-shared/cloud/cloud-manifest.ts'
import type { SupabaseStandIn } from '../../supabase/stand-in.ts'
import type { Fate } from '../mortal.ts'
import { type MortalMachine, mortalMachine } from '../mortal-machine.ts'
import { runSyncChild } from '../run-sync-child.ts'
import { checkAll } from './check-all.ts'
import { describeStep, type Step } from './draw-steps.ts'
import { chosen, editProject, filesOf } from './edit-project.ts'
import { createLedger, hashOf, type Ledger, nameEntry } from './ledger.ts'

const ALIVE: Fate = { death: null, fullAt: null }
/** What a user may be told of while things go wrong; anything else is a mistake of the program. */
const TOLD = new Set([
  'upload_failed',
  'connection_lost',
  'not_signed_in',
  'disk_full',
  'too_large',
  'project_not_found',
])
/** Rounds in which both machines sync all that there is, until everything has come to rest. */
const ROUNDS = 8

export interface SequenceEnd {
  readonly deaths: number
  readonly told: Readonly<Record<string, number>>
  readonly projects: number
  readonly contents: number
}

interface World {
  readonly cloud: SupabaseStandIn
  readonly machines: readonly MortalMachine[]
  readonly ledger: Ledger
  readonly log: string[]
  readonly told: Record<string, number>
}

/**
 * Runs steps on two machines of a new account, lets everything recover, and checks that the machines and the cloud agree and
 * that nothing is lost or doubled. Throws with all that was done where that is not so.
 */
export async function runSteps(
  cloud: SupabaseStandIn,
  root: string,
  name: string,
  steps: readonly Step[],
): Promise<SequenceEnd> {
  const machines: MortalMachine[] = []
  for (const number of [1, 2]) {
    machines.push(await mortalMachine(cloud, `${name}@example.com`, join(root, `${name}-${number}`), number))
  }
  const world: World = { cloud, machines, ledger: createLedger(name), log: [], told: {} }
  try {
    world.log.push(await editProject(machines[0], world.ledger, { kind: 'new-project', pick: 0, to: 0.5 }, 0))
    for (const step of steps) await runStep(world, step)
    await recover(world)
    const { projects, contents } = await checkAll(cloud, machines, world.ledger)
    return { deaths: machines.flatMap(({ deaths }) => deaths).length, told: world.told, projects, contents }
  } catch (cause) {
    throw new Error(`${name}: ${(cause as Error).message}\n  ${world.log.join('\n  ')}`, { cause })
  } finally {
    cloud.faults.clear()
  }
}

async function runStep(world: World, step: Step): Promise<void> {
  const { cloud, machines, ledger, log } = world
  log.push(describeStep(step))
  for (const at of step.machines) {
    for (const edit of step.edits) log.push(`  ${await editProject(machines[at], ledger, edit, step.skewHere)}`)
  }
  cloud.faults.plan(...step.faults)
  cloud.clock.skewSeconds = step.skew
  cloud.disk.freeBytes = step.cloudBytes ?? Number.POSITIVE_INFINITY
  await Promise.all(step.machines.map((at) => act(world, machines[at], step)))
  cloud.faults.clear()
  cloud.clock.skewSeconds = 0
  cloud.disk.freeBytes = Number.POSITIVE_INFINITY
}

async function act(world: World, machine: MortalMachine, step: Step): Promise<void> {
  const { log } = world
  const before = machine.deaths.length
  if (step.isChild) return syncInChild(world, machine, step)
  if (step.act === 'forget') return forget(world, machine, step)
  const silence = step.faults.some(({ fault }) => fault.kind === 'silence') ? 'expected' : 'unexpected'
  const work = async (account: CloudAccount, options: SyncOptions) => {
    switch (step.act) {
      case 'sync':
        return syncAll(world, machine, account, options)
      case 'trash':
        return trash(world, account, step)
      case 'restore':
        return restore(world, account, step)
      case 'purge':
        return purge(world, account, step)
    }
  }
  await machine.run(step.fate, work, silence)
  for (const death of machine.deaths.slice(before)) log.push(`  killed ${death}`)
}

/** As a host does it: all that is under sync, then what is in the cloud alone. */
async function syncAll(
  world: World,
  machine: MortalMachine,
  account: CloudAccount,
  options: SyncOptions,
): Promise<void> {
  for (const { folder } of await projectsUnderSync(machine.library)) {
    await tell(world, `sync of ${basename(folder)}`, () => syncProject(account, folder, options))
  }
  const lacking = await tell(world, 'only in the cloud', async () => {
    const statuses = await cloudStatus(account, await signedInUser(account.client), machine.library)
    return statuses.filter(({ state }) => state === 'only-in-cloud').map(({ projectId }) => projectId)
  })
  for (const projectId of lacking ?? []) {
    await tell(world, `fetching ${projectId.slice(0, 8)}`, () =>
      downloadProject(account, projectId, machine.library, options),
    )
  }
}

/** What goes wrong is told, in words that belong to what can go wrong. */
async function tell<T>({ log, told }: World, what: string, work: () => Promise<T>): Promise<T | null> {
  try {
    const value = await work()
    log.push(`  ${what}: ${JSON.stringify(value)?.slice(0, 150)}`)
    return value
  } catch (cause) {
    const error = asStudioError(cause)
    log.push(`  ${what}: ${error.code} ${error.message}`)
    if (!TOLD.has(error.code)) throw cause
    told[error.code] = (told[error.code] ?? 0) + 1
    return null
  }
}

interface Row {
  readonly id: string
  readonly name: string
  readonly deleted: boolean
  readonly manifest: CloudManifest | null
}

/** The account's projects as the database has them, whoever asks. */
async function rowsOf({ cloud, machines }: World): Promise<Row[]> {
  const owner = await machines[0].run(ALIVE, ({ client }) => signedInUser(client))
  const query = `select id, name, deleted_at is not null as deleted, manifest from public.projects where owner_id = $1 order by id`
  return (await cloud.database.query<Row>(query, [owner])).rows
}

function entriesOf({ name, manifest }: Row): string[] {
  return [nameEntry(name), ...(manifest?.files ?? []).map(({ sha256 }) => sha256)]
}

async function trash(world: World, account: CloudAccount, { pick }: Step): Promise<void> {
  const rows = (await rowsOf(world)).filter(({ deleted }) => !deleted)
  if (rows.length === 0) return
  const row = chosen(rows, pick)
  for (const entry of entriesOf(row)) world.ledger.trash(entry)
  await tell(world, `trash of ${row.name}`, () => trashProject(account, row.id))
}

async function restore(world: World, account: CloudAccount, { pick }: Step): Promise<void> {
  const rows = (await rowsOf(world)).filter(({ deleted }) => deleted)
  if (rows.length === 0) return
  const row = chosen(rows, pick)
  await tell(world, `restoring ${row.name}`, () => restoreProject(account, row.id))
}

/** Thirty days go by for one project. */
async function purge(world: World, account: CloudAccount, { pick }: Step): Promise<void> {
  const rows = (await rowsOf(world)).filter(({ deleted }) => deleted)
  if (rows.length > 0) {
    const row = chosen(rows, pick)
    for (const entry of entriesOf(row)) world.ledger.drop(entry)
    await world.cloud.database.exec(`alter table public.projects disable trigger stamp_project;
      update public.projects set deleted_at = now() - interval '31 days' where id = '${row.id}';
      alter table public.projects enable trigger stamp_project`)
  }
  await tell(world, 'emptying the trash', () => emptyCloudTrash(account))
}

/** A user takes a project's folder from the disk: that deletes nothing in the cloud. */
async function forget(world: World, machine: MortalMachine, { pick }: Step): Promise<void> {
  const projects = await projectsUnderSync(machine.library)
  if (projects.length === 0) return
  const { folder, state } = chosen(projects, pick)
  world.ledger.forgotten.add(state.projectId)
  const sent = (await rowsOf(world)).filter(({ manifest }) => manifest !== null)
  const inCloud = new Set(sent.flatMap(entriesOf))
  const contents = await Promise.all(
    (await filesOf(folder)).map(async (path) => hashOf(await readFile(join(folder, path)))),
  )
  for (const entry of [nameEntry((await readFacts(folder, 'studio')).name), ...contents]) {
    if (!inCloud.has(entry)) world.ledger.drop(entry)
  }
  await rename(folder, join(machine.library, `.taken-away-${basename(folder)}-${Date.now()}`))
}

async function syncInChild({ cloud, log }: World, machine: MortalMachine, { pick, fate }: Step): Promise<void> {
  const projects = await projectsUnderSync(machine.library)
  if (projects.length === 0) return
  const { folder } = chosen(projects, pick)
  const session = await machine.run(ALIVE, async ({ client }) => (await client.auth.getSession()).data.session)
  if (!session) return
  const said = await runSyncChild(cloud, session, folder, machine.number, { fate })
  if (said === '') machine.deaths.push(`really, syncing ${basename(folder)}`)
  log.push(`  real process on ${basename(folder)}: ${said.trim() || 'killed'}`)
}

/** Everything works again, and both machines sync until there is nothing left to do. */
async function recover(world: World): Promise<void> {
  world.log.push('recovery')
  for (let round = 0; round < ROUNDS; round++) {
    for (const machine of world.machines) {
      await machine.run(ALIVE, async (account, options) => {
        const user = await signedInUser(account.client).catch(() => null)
        if (user === null) return machine.signIn()
        await syncAll(world, machine, account, options)
        await emptyCloudTrash(account)
      })
    }
    const rests = await Promise.all(
      world.machines.map((machine) => machine.run(ALIVE, (account) => isAtRest(machine, account))),
    )
    if (rests.every(Boolean)) return
  }
  throw new Error('it never comes to rest')
}

async function isAtRest({ library }: MortalMachine, account: CloudAccount): Promise<boolean> {
  const user = await signedInUser(account.client).catch(() => null)
  if (user === null) return false
  const statuses = await cloudStatus(account, user, library)
  return statuses.every(({ state, folder }) => {
    if (state === 'in-trash' || state === 'arriving') return folder === null
    return state === 'in-step' || state === 'not-under-sync'
  })
}
