import type { ProgressColumns } from '../../../src-shared/cloud/status-of-run.ts'
import { askCloud } from './ask-cloud.ts'
import type { CloudAccount } from './cloud-account.ts'
import type { Device } from './sync-job.ts'

/** More often nobody can follow, and each report is a request. */
const EVERY_MS = 2000

/**
 * So long the last report may take. One that came through later than the sync which follows the run, after many tries, would
 * have the project seem to run on for good.
 */
const LAST_MS = 2000

export interface ProgressReporter {
  /** Takes the newest state; those in between are left out. Never waits and never throws: progress is not worth a run. */
  report(progress: ProgressColumns): void
  /** Sends the last state, if that can be done at once, and ends. */
  close(): Promise<void>
}

/** Tells the account's other machines how far this one's run has come. It makes no new revision of the project. */
export function reportProgress(
  { client }: CloudAccount,
  projectId: string,
  device: Device,
  everyMs = EVERY_MS,
): ProgressReporter {
  let waiting: ProgressColumns | null = null
  let sending: Promise<void> | null = null
  let closed = false
  const late = new AbortController()
  let wake = () => {}
  const send = async () => {
    while (waiting) {
      const columns = { ...waiting, device_id: device.id, device_name: device.name }
      waiting = null
      const ask = () => client.from('projects').update(columns).eq('id', projectId).abortSignal(late.signal)
      await askCloud(client, 'reporting progress', ask, late.signal).catch(() => {})
      if (!closed)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, everyMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
    sending = null
  }
  return {
    report: (progress) => {
      waiting = progress
      sending ??= send()
    },
    close: async () => {
      closed = true
      wake()
      const timer = setTimeout(() => late.abort(), LAST_MS)
      await sending
      clearTimeout(timer)
    },
  }
}
