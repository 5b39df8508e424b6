import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../../src-shared/errors.ts'
import { fileError } from '../../files/file-error.ts'

/**
 * Does something to a model's folder (made if needed) while no other process or download does: two that wrote one file
 * would ruin it. A lock whose process has died counts for nothing. Throws `project_busy`.
 */
export async function withModelLocked<Result>(
  folder: string,
  title: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = join(folder, '.lock')
  try {
    await mkdir(folder, { recursive: true })
    await take(lock, title)
  } catch (cause) {
    throw fileError(cause, folder)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

async function take(lock: string, title: string): Promise<void> {
  for (;;) {
    try {
      const file = await open(lock, 'wx')
      await file.write(String(process.pid))
      return await file.close()
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
      const holder = Number(await readFile(lock, 'utf8').catch(() => ''))
      if (holder > 0 && isAlive(holder)) {
        throw new StudioError(
          'project_busy',
          `${title} is being installed or removed already (process ${holder}).`,
          'Wait for that to end, or stop it.',
        )
      }
      await rm(lock, { force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
