import type { ProjectFacts } from '../../../src-shared/cloud/project-facts.ts'
import { statusOfRun } from '../../../src-shared/cloud/status-of-run.ts'
import { askCloud } from './ask-cloud.ts'
import type { FoundProject } from './remote-project.ts'
import type { SyncJob } from './sync-job.ts'

/**
 * Tells how the run has ended where the row still says what this machine reported of it: a run that makes nothing new, makes
 * no new version either. What another machine has reported stays, for its run may be going on.
 */
export async function settleProgress(job: SyncJob, { row }: FoundProject, facts: ProjectFacts): Promise<void> {
  const { client, projectId, device, signal } = job
  const now = statusOfRun(facts.run)
  const isTold = Object.entries(now).every(([column, value]) => row[column as keyof typeof now] === value)
  if (isTold || row.device_id !== device.id) return
  const ask = () => client.from('projects').update(now).eq('id', projectId).eq('device_id', device.id)
  await askCloud(client, 'telling how the run has ended', ask, signal)
}
