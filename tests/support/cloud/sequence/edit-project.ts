import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { projectsUnderSync } from '../../../../src-main/cloud/sync/local-projects.ts'
import { putUnderSync } from '../../../../src-main/cloud/sync/under-sync.ts'
import type { MortalMachine } from '../mortal-machine.ts'
import { put } from '../project-on-disk.ts'
import { type Edit, LARGE } from './draw-steps.ts'
import { hashOf, type Ledger, nameEntry } from './ledger.ts'

const ALIVE = { death: null, fullAt: null }
const FOLDERS = ['photos', 'work/training', 'work/depth', 'exports/glb']
/** More make a sequence slow and find nothing more. */
const MOST_PROJECTS = 3
/** So few that both machines may make the same, as from a folder that was copied by hand: one project, whose files differ. */
const NEW_PROJECTS = 5

/** Does what a user does on a machine, and notes what must not get lost. Gives it in words. */
export async function editProject(
  machine: MortalMachine,
  ledger: Ledger,
  { kind, pick, to }: Edit,
  skew: number,
): Promise<string> {
  const projects = (await projectsUnderSync(machine.library)).map(({ folder }) => folder)
  if (kind === 'new-project') {
    return projects.length < MOST_PROJECTS ? newProject(machine, ledger, Math.floor(NEW_PROJECTS * to)) : 'nothing'
  }
  if (projects.length === 0) return 'nothing'
  const folder = chosen(projects, pick)
  const files = await filesOf(folder)
  const id = basename(folder)
  // An exported model bears its folder's name, which is another on another machine.
  const fresh = to > 0.9 ? `exports/glb/${id}.glb` : `${chosen(FOLDERS, to)}/f${Math.floor(1e4 * pick)}.bin`
  const path = files.length > 0 ? chosen(files, to) : fresh
  const at = `${id} ${kind}`
  const overwrite = async (name: string) => {
    const there = await readFile(join(folder, name)).catch(() => null)
    if (there) ledger.drop(hashOf(there))
  }
  const write = async (name: string, content: Uint8Array) => {
    await put(folder, name, content)
    const date = Date.now() / 1000 + skew
    await utimes(join(folder, name), date, date)
  }
  const known = files.length > 0 ? await readFile(join(folder, path)) : Buffer.alloc(0)
  if (files.length === 0 || kind === 'add') {
    await overwrite(fresh)
    await write(fresh, ledger.make(`${at} ${fresh}`, pick < 0.08 ? LARGE : 40))
    return `${at} ${fresh}`
  }
  switch (kind) {
    case 'change':
      ledger.drop(hashOf(known))
      await write(path, ledger.make(`${at} ${path}`))
      return `${at} ${path}`
    case 'delete':
      ledger.drop(hashOf(known))
      await rm(join(folder, path))
      return `${at} ${path}`
    case 'rename':
      if (files.includes(fresh)) return 'nothing'
      await put(folder, fresh, '')
      await rename(join(folder, path), join(folder, fresh))
      return `${at} ${path} ${fresh}`
    case 'duplicate':
      if (files.includes(fresh)) return 'nothing'
      await write(fresh, known)
      return `${at} ${path} ${fresh}`
    case 'swap': {
      const other = chosen(files, pick)
      await rename(join(folder, path), join(folder, 'aside'))
      if (other !== path) await rename(join(folder, other), join(folder, path))
      await rename(join(folder, 'aside'), join(folder, other))
      return `${at} ${path} ${other}`
    }
    case 'name':
      return `${at} ${await giveName(folder, ledger, `Ring ${Math.floor(1e6 * to)}`)}`
  }
}

async function newProject(machine: MortalMachine, ledger: Ledger, number: number): Promise<string> {
  const folder = join(machine.library, `ring-${number}`)
  if (existsSync(folder)) return 'nothing'
  const created = new Date(1e9 * number).toISOString()
  await put(folder, 'studio.json', JSON.stringify({ schemaVersion: 1, name: `Ring ${number}`, created }))
  await put(folder, 'photos/first.jpg', ledger.make(`ring-${number} photos/first.jpg`))
  ledger.want(nameEntry(`Ring ${number}`), `new ring-${number}`)
  await machine.run(ALIVE, (account) => putUnderSync(account, folder))
  return `new ring-${number}`
}

async function giveName(folder: string, ledger: Ledger, name: string): Promise<string> {
  const record = JSON.parse(await readFile(join(folder, 'studio.json'), 'utf8'))
  ledger.drop(nameEntry(record.name))
  ledger.want(nameEntry(name), folder)
  await put(folder, 'studio.json', JSON.stringify({ ...record, name }))
  return name
}

/** The files that a user would call theirs. */
export async function filesOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  return names.filter((name) => name !== 'studio.json' && !name.split('/').some((part) => part.startsWith('.'))).sort()
}

export function chosen<T>(of: readonly T[], share: number): T {
  return of[Math.min(Math.floor(share * of.length), of.length - 1)]
}
