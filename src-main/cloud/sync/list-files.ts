import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileError } from '../../../src-engine/files/file-error.ts'
import { TEMPORARY_SUFFIX } from '../../../src-engine/files/write-atomically.ts'
import type { FolderKind } from '../../../src-shared/cloud/cloud-manifest.ts'

/** Folders of the pipeline that hold work half done. */
const UNFINISHED = ['next/', 'training/checkpoint.bin']

/**
 * The files of a project folder that go along with the project, by their names below it, sorted: all but temporary ones,
 * locks, whatever else begins with a dot, and work half done. Throws what the file system throws.
 */
export async function listFiles(project: string, kind: FolderKind): Promise<string[]> {
  try {
    return (await namesIn(project, '')).filter((name) => !isUnfinished(name, kind)).sort()
  } catch (cause) {
    throw fileError(cause, project)
  }
}

/** The path as every machine writes it: an exported model bears its folder's name, which may differ. */
export function portablePath(name: string, project: string): string {
  const id = basename(project)
  const exported = /^(exports\/(\w+)\/)(.+)\.\2$/.exec(name)
  return exported && exported[3] === id ? `${exported[1]}{id}.${exported[2]}` : name
}

async function namesIn(project: string, below: string): Promise<string[]> {
  const entries = await readdir(join(project, below), { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    // A run has removed the folder since its name was read.
    if (below !== '' && cause.code === 'ENOENT') return []
    throw cause
  })
  const seen = entries.filter(({ name }) => !name.startsWith('.') && !name.endsWith(TEMPORARY_SUFFIX))
  const names = seen.map(async (entry) => {
    if (entry.isDirectory()) return namesIn(project, `${below}${entry.name}/`)
    return entry.isFile() ? [below + entry.name] : []
  })
  return (await Promise.all(names)).flat()
}

function isUnfinished(name: string, kind: FolderKind): boolean {
  const pipeline = kind === 'studio' ? 'work/' : ''
  return UNFINISHED.some((unfinished) => name.startsWith(`${pipeline}${unfinished}`))
}
