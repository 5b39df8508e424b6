import { type CloudStatus, cloudStatus } from '../../cloud/sync/cloud-status.ts'
import { formatBytes } from '../output/format.ts'
import { printLine } from '../output/json-lines.ts'
import { withCloud } from './with-cloud.ts'

const WORDS: Readonly<Record<CloudStatus['state'], string>> = {
  'in-step': 'as in the cloud',
  'to-send': 'to be sent',
  'to-fetch': 'to be fetched',
  'both-changed': 'changed here and elsewhere: both will be kept',
  arriving: 'being sent',
  'only-in-cloud': 'in the cloud only',
  'in-trash': 'in the trash',
  gone: 'deleted from the cloud for good',
  'other-account': 'under sync with another account',
  'not-under-sync': 'not under sync',
}

/** One line a project: where it stands, its size, and what a machine is doing with it. */
export async function printCloudStatus(flags: { library: string; email?: string; json?: boolean }): Promise<void> {
  await withCloud(flags, async ({ account, ownerId, library, options }) => {
    const projects = await cloudStatus(account, ownerId, library, options.signal)
    if (flags.json) return printLine(JSON.stringify(projects))
    for (const { projectId, name, state, bytes, progress } of projects) {
      const doing = progress?.step ? `, ${progress.step} on ${progress.device ?? 'another machine'}` : ''
      printLine(`${projectId}  ${name.padEnd(24)}${formatBytes(bytes).padStart(10)}  ${WORDS[state]}${doing}`)
    }
    if (projects.length === 0) printLine('No project is under sync or in the cloud.')
  })
}
