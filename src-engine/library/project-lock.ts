import { constants, readFileSync, rmSync } from 'node:fs'
import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { StudioError } from '../../src-shared/errors.ts'
import { fileError } from '../files/file-error.ts'

const ownerSchema = z.object({ pid: z.int(), host: z.string(), processStart: z.string().nullable() })
type Owner = z.infer<typeof ownerSchema>

/** Locks held by this process: its own pid in a lock file means nothing unless the path is in here. */
const heldHere = new Set<string>()

/**
 * Takes a project folder for one run. Returns the function that gives it back; ending the process gives it back too.
 * A lock whose process is gone (killed, crashed, power cut) is taken over. Throws `project_busy`.
 */
export async function lockProject(folder: string): Promise<() => void> {
  const path = join(folder, '.lock')
  for (let attempt = 0; attempt < 10; attempt++) {
    if (await createLock(path)) {
      heldHere.add(path)
      const release = () => {
        if (heldHere.delete(path)) rmSync(path, { force: true })
        process.off('exit', release)
      }
      process.on('exit', release)
      return release
    }
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text === null) continue
    const owner = parseOwner(text)
    if (owner && isAlive(owner, path)) throw busy(folder, owner)
    // A lock without an owner may be one that is being written this very moment.
    if (!owner && attempt < 3) await setTimeout(100)
    else await removeStaleLock(path, text)
  }
  throw busy(folder, null)
}

/** Whether a run has taken the folder, as far as its lock tells; nothing is changed. */
export async function isProjectTaken(folder: string): Promise<boolean> {
  const path = join(folder, '.lock')
  const owner = parseOwner(await readFile(path, 'utf8').catch(() => ''))
  return owner !== null && isAlive(owner, path)
}

async function createLock(path: string): Promise<boolean> {
  const owner: Owner = { pid: process.pid, host: hostname(), processStart: processStart(process.pid) }
  try {
    await writeFile(path, JSON.stringify(owner), { flag: 'wx' })
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw fileError(cause, path)
  }
}

/** Moves the lock aside first: of two runs that find it stale only one can, and a lock taken meanwhile is put back. */
async function removeStaleLock(path: string, expected: string): Promise<void> {
  const aside = `${path}.${process.pid}.tmp`
  try {
    await rename(path, aside)
    if ((await readFile(aside, 'utf8')) !== expected) await copyFile(aside, path, constants.COPYFILE_EXCL)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EEXIST') throw fileError(cause, path)
  } finally {
    await rm(aside, { force: true })
  }
}

function parseOwner(text: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function isAlive(owner: Owner, path: string): boolean {
  if (owner.host !== hostname()) return true
  if (owner.pid === process.pid) return heldHere.has(path)
  try {
    process.kill(owner.pid, 0)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const start = processStart(owner.pid)
  return owner.processStart === null || start === null || start === owner.processStart
}

/** When a process began, where the system tells (Linux): process numbers are used again, soon so in containers. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Field 22, counted after the program's name, which may hold spaces and brackets (proc(5)).
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function busy(folder: string, owner: Owner | null): StudioError {
  const elsewhere = owner && owner.host !== hostname()
  return new StudioError(
    'project_busy',
    `Another run${owner ? ` (process ${owner.pid}${elsewhere ? ` on ${owner.host}` : ''})` : ''} is using the project ${folder}.`,
    elsewhere
      ? `Wait for it to end or choose another folder with --project. If no run is going on there, delete ${join(folder, '.lock')}.`
      : 'Wait for it to end, or choose another folder with --project.',
  )
}
