import type { FolderKind } from '../../../src-shared/cloud/cloud-manifest.ts'
import type { SyncState } from '../../../src-shared/cloud/sync-state.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import { signedInUser } from './ask-cloud.ts'
import { BACKOFF_DEFAULTS, type Backoff } from './backoff.ts'
import { createBandwidth } from './bandwidth.ts'
import type { CloudAccount, Transfer } from './cloud-account.ts'
import { isPassing } from './cloud-error.ts'
import { planAgain } from './plan-again.ts'
import { kindOfFolder } from './read-facts.ts'
import { sweepRecords } from './sweep-records.ts'
import { lockSync, readSyncState } from './sync-folder.ts'
import type { Device, SyncJob } from './sync-job.ts'
import { syncOnce } from './sync-once.ts'
import type { SyncOutcome } from './sync-outcome.ts'

export interface TransferOptions extends WorkOptions {
  readonly device: Device
  /** Null: no limit. */
  readonly bytesPerSecond?: number | null
  readonly backoff?: Backoff
  readonly stallMs?: number
}

export interface SyncOptions extends TransferOptions {
  /** Asked first where the user has said that metered networks are not for this: true makes the project wait. */
  readonly isMetered?: () => Promise<boolean>
  /** Called with what puts another machine's version in place, to be run while nothing else writes to the folder. */
  readonly changeFolder?: (change: () => Promise<void>) => Promise<void>
}

/** A connection that brings nothing for so long is lost. */
const STALL_MS = 60_000

/**
 * Makes a project folder and the cloud the same. Whatever ends it, a kill included, calling it again goes on from there.
 * Throws `not_signed_in`, `forbidden` (another account's project), `project_damaged`, `project_newer`, `project_busy` (being
 * synced by another program), `disk_full`, `cancelled` and the like; what passes by itself is `pending`.
 */
export async function syncProject(account: CloudAccount, folder: string, options: SyncOptions): Promise<SyncOutcome> {
  const state = await readSyncState(folder)
  if (!state?.enabled) return { kind: 'not-under-sync' }
  if (await options.isMetered?.()) {
    return { kind: 'pending', reason: 'metered', message: 'It waits for a network that is not metered.' }
  }
  const ownerId = await signedInUser(account.client)
  if (state.ownerId !== ownerId || state.server !== account.url) throw othersProject(folder)
  const kind = kindOfFolder(folder)
  if (!kind) throw noProject(folder)
  const release = await lockSync(folder)
  try {
    // Read again: it may have changed until the lock was taken.
    const job = syncJob(account, folder, kind, (await readSyncState(folder)) ?? state, options)
    await sweepRecords(folder)
    const changing = {
      kind: 'pending',
      reason: 'changing',
      message: 'It keeps changing; the sync comes back later.',
    } as const
    return (await planAgain(() => syncOnce(job, options))) ?? changing
  } catch (cause) {
    if (!(cause instanceof StudioError) || !isPassing(cause)) throw cause
    return { kind: 'pending', reason: 'offline', message: cause.message }
  } finally {
    release()
  }
}

/** The job of one project, with its files counted as they go. */
export function syncJob(
  account: CloudAccount,
  folder: string,
  kind: FolderKind,
  state: SyncState,
  options: TransferOptions & Pick<SyncOptions, 'changeFolder'>,
): SyncJob {
  const counts = { sent: 0, fetched: 0 }
  const transfer: Transfer = {
    ...account,
    ownerId: state.ownerId,
    projectId: state.projectId,
    folder,
    bandwidth: createBandwidth(options.bytesPerSecond ?? null),
    backoff: options.backoff ?? BACKOFF_DEFAULTS,
    stallMs: options.stallMs ?? STALL_MS,
    signal: options.signal,
    onBytes: (bytes) => {
      counts.fetched += bytes
    },
  }
  const { device, changeFolder = (change) => change() } = options
  return { ...transfer, kind, state, device, changeFolder, counts }
}

function othersProject(folder: string): StudioError {
  return new StudioError(
    'forbidden',
    `The project ${folder} is under sync with another account.`,
    'Sign in with that account; or take the project out of sync, and then put it under sync with this one.',
  )
}

export function noProject(folder: string): StudioError {
  return new StudioError('path_not_found', `The folder ${folder} holds no project.`, 'Check the path.')
}
