import { mkdir } from 'node:fs/promises'
import { downloadProject } from '../../cloud/sync/download-project.ts'
import { printLine } from '../output/json-lines.ts'
import { syncProgress } from './sync-progress.ts'
import { withCloud } from './with-cloud.ts'

/** Fetches one of the account's projects into the library, and says where it is. */
export async function fetchProject(id: string, flags: { library: string; email?: string }): Promise<void> {
  await withCloud(flags, async ({ account, library, options }) => {
    await mkdir(library, { recursive: true })
    const progress = syncProgress(process.stderr, id)
    const work = { ...options, onProgress: progress.show }
    printLine(await downloadProject(account, id, library, work).finally(progress.end))
  })
}
