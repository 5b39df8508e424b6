import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TEMPORARY_SUFFIX } from '../../../src-engine/files/write-atomically.ts'
import { syncPaths } from './sync-folder.ts'

/** Removes what a process that was killed was writing in `.sync`: such files bear the number of their process. */
export async function sweepRecords(project: string): Promise<void> {
  const { folder } = syncPaths(project)
  for (const name of await readdir(folder)) {
    const pid = /\.(\d+)-\d+$/.exec(name.slice(0, -TEMPORARY_SUFFIX.length))?.[1]
    if (!name.endsWith(TEMPORARY_SUFFIX) || pid === undefined || isAlive(Number(pid))) continue
    await rm(join(folder, name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
