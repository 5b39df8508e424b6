import { statusOfRun } from '../../../src-shared/cloud/status-of-run.ts'
import type { StudioEvent } from '../../../src-shared/studio-api/studio-events.ts'
import type { CloudAccount } from '../../cloud/sync/cloud-account.ts'
import { type ProgressReporter, reportProgress } from '../../cloud/sync/report-progress.ts'
import { thisDevice } from '../../cloud/sync/this-device.ts'

export interface RunReports {
  onEvent(event: StudioEvent): void
  close(): Promise<void>
}

/** Tells the account's other machines how far this one's runs are. `cloudIdOf`: null where a project is not under sync. */
export function reportRuns(account: CloudAccount, cloudIdOf: (projectId: string) => string | null): RunReports {
  const reporters = new Map<string, Promise<ProgressReporter>>()
  const open = async (cloudId: string) => reportProgress(account, cloudId, await thisDevice())
  const end = async (projectId: string) => {
    const reporter = reporters.get(projectId)
    reporters.delete(projectId)
    await (await reporter)?.close()
  }
  return {
    onEvent: (event) => {
      if (event.type === 'stage') {
        const cloudId = cloudIdOf(event.projectId)
        if (cloudId === null) return
        const reporter = reporters.get(event.projectId) ?? open(cloudId)
        reporters.set(event.projectId, reporter)
        const { stage, fraction } = event.status
        const columns = statusOfRun({ state: 'running', stage, fraction, error: null })
        void reporter.then(({ report }) => report(columns)).catch(() => {})
      } else if (event.type === 'queue') {
        // Only the first runs; how a run has ended, the next sync tells.
        for (const id of reporters.keys()) if (event.queue[0] !== id) void end(id).catch(() => {})
      }
    },
    close: async () => {
      await Promise.all([...reporters.keys()].map(end))
    },
  }
}
