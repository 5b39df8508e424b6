import { resolve } from 'node:path'
import { emptyCloudTrash } from '../../cloud/sync/cloud-trash.ts'
import { projectsUnderSync } from '../../cloud/sync/local-projects.ts'
import { emptyLocalTrash } from '../../cloud/sync/local-trash.ts'
import { isNetworkMetered } from '../../cloud/sync/metered-network.ts'
import type { SyncOutcome } from '../../cloud/sync/sync-outcome.ts'
import { syncProject } from '../../cloud/sync/sync-project.ts'
import { putUnderSync } from '../../cloud/sync/under-sync.ts'
import { formatBytes } from '../output/format.ts'
import { printLine } from '../output/json-lines.ts'
import { syncProgress } from './sync-progress.ts'
import { withCloud } from './with-cloud.ts'

interface Flags {
  readonly library: string
  readonly email?: string
  readonly add?: boolean
  readonly limit?: number
  readonly metered: boolean
}

/** Syncs the folders named, or all of the library that are under sync, one after the other, and says how each has ended. */
export async function syncFolders(named: readonly string[], flags: Flags): Promise<void> {
  await withCloud(flags, async ({ account, library, options }) => {
    const folders = named.map((folder) => resolve(folder))
    if (flags.add) for (const folder of folders) await putUnderSync(account, folder)
    const all = folders.length > 0 ? folders : (await projectsUnderSync(library)).map(({ folder }) => folder)
    if (all.length === 0)
      printLine('Nothing is under sync. "glimpse3d cloud sync --add <folder>" puts a project under sync.')
    for (const folder of all) {
      const progress = syncProgress(process.stderr, folder)
      const outcome = await syncProject(account, folder, {
        ...options,
        bytesPerSecond: flags.limit === undefined ? null : flags.limit * 1024,
        onProgress: progress.show,
        ...(!flags.metered && { isMetered: () => isNetworkMetered() }),
      }).finally(progress.end)
      printLine(`${folder}: ${inWords(outcome)}`)
    }
    await emptyCloudTrash(account, options.signal)
    await emptyLocalTrash(library)
  })
}

function inWords(outcome: SyncOutcome): string {
  switch (outcome.kind) {
    case 'in-step':
      if (outcome.did === 'nothing') return 'as in the cloud'
      return outcome.did === 'sent' ? `sent, ${formatBytes(outcome.sent)}` : `fetched, ${formatBytes(outcome.fetched)}`
    case 'both-kept':
      return `changed on two machines; this one's version is in the cloud now, the other is kept as "${outcome.name}" in ${outcome.folder}`
    case 'trashed':
      return `was deleted on another machine; it lies in ${outcome.folder} for 30 days`
    case 'gone':
      return 'was deleted from the cloud for good; it stays here, not under sync any more'
    case 'pending':
      return `waits. ${outcome.message}`
    case 'not-under-sync':
      return 'is not under sync; --add puts it there'
  }
}
