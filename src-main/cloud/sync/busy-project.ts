import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lockProject } from '../../../src-engine/library/project-lock.ts'
import type { FolderKind } from '../../../src-shared/cloud/cloud-manifest.ts'
import { StudioError } from '../../../src-shared/errors.ts'

/** Does something while no run can begin on the project. Throws `project_busy` where one is under way. */
export async function whileNoRun<T>(folder: string, kind: FolderKind, work: () => Promise<T>): Promise<T> {
  const pipeline = kind === 'studio' ? join(folder, 'work') : folder
  if (!existsSync(pipeline)) return work()
  const release = await lockProject(pipeline)
  try {
    return await work()
  } finally {
    release()
  }
}

/** Whether a run uses the project just now: its files are then about to change, and are not looked at. */
export async function isRunning(folder: string, kind: FolderKind): Promise<boolean> {
  try {
    await whileNoRun(folder, kind, async () => {})
    return false
  } catch (cause) {
    if (cause instanceof StudioError && cause.code === 'project_busy') return true
    throw cause
  }
}
