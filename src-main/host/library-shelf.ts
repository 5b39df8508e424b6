import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileError } from '../../src-engine/files/file-error.ts'
import { lockProject } from '../../src-engine/library/project-lock.ts'
import { StudioError } from '../../src-shared/errors.ts'
import { type ProjectState, projectIdSchema } from '../../src-shared/studio-api/project.ts'
import { newStoredProject, readStoredProject, type StoredProject } from './stored-project.ts'

/** Where projects live unless the user says otherwise: visible, because the models and photos in it are the user's. */
export const DEFAULT_LIBRARY = join(homedir(), 'Glimpse3D')

/** The library folder's projects; one host at a time holds it. */
export interface LibraryShelf {
  readonly folder: string
  /** Folders that hold a project which cannot be read, in words for a person. */
  readonly problems: readonly string[]
  list(): StoredProject[]
  /** Throws `project_not_found`. */
  get(id: string): StoredProject
  create(name: string, options?: Partial<ProjectState['options']>): Promise<StoredProject>
  delete(project: StoredProject): Promise<void>
  /** Reads a project's folder anew, or one that has come into the library. Null where it holds no project. Throws `project_damaged`. */
  reread(id: string): Promise<StoredProject | null>
  /** The project's folder has been taken out of the library. */
  forget(id: string): void
  close(): void
}

/** Opens the library, making the folder if needed. Throws `project_busy` where another studio holds it. */
export async function openLibrary(path: string): Promise<LibraryShelf> {
  const folder = resolve(path)
  const release = await takeLibrary(folder)
  const projects = new Map<string, StoredProject>()
  const problems: string[] = []
  for (const id of await readdir(folder)) {
    // What a deletion left behind when it was cut off.
    if (id.startsWith('.deleted-')) await rm(join(folder, id), { recursive: true, force: true })
    if (!projectIdSchema.safeParse(id).success) continue
    try {
      const project = await readStoredProject(id, join(folder, id))
      if (project) projects.set(id, project)
    } catch (error) {
      if (!(error instanceof StudioError)) throw error
      problems.push(`${id}: ${error.message} ${error.hint}`)
    }
  }
  return {
    folder,
    problems,
    list: () => [...projects.values()].sort((a, b) => (a.record.created < b.record.created ? 1 : -1)),
    get: (id) => {
      const project = projects.get(id)
      if (project) return project
      throw new StudioError(
        'project_not_found',
        `There is no project ${id}.`,
        'It may have been deleted: reload the list.',
      )
    },
    create: async (name, options) => {
      const id = [slug(name), randomBytes(3).toString('hex')].filter(Boolean).join('-')
      const project = newStoredProject(id, join(folder, id), name, options)
      await project.saveRecord()
      projects.set(id, project)
      return project
    },
    delete: async (project) => {
      // Out of sight first: a deletion that is cut off leaves no half project.
      const aside = join(folder, `.deleted-${project.id}`)
      await rename(project.folder, aside).catch((cause: unknown) => {
        throw fileError(cause, project.folder)
      })
      projects.delete(project.id)
      await rm(aside, { recursive: true, force: true })
    },
    reread: async (id) => {
      const project = await readStoredProject(id, join(folder, id))
      if (project) projects.set(id, project)
      return project
    },
    forget: (id) => void projects.delete(id),
    close: release,
  }
}

async function takeLibrary(folder: string): Promise<() => void> {
  try {
    await mkdir(folder, { recursive: true })
    return await lockProject(folder)
  } catch (cause) {
    if (!(cause instanceof StudioError) || cause.code !== 'project_busy') throw fileError(cause, folder)
    throw new StudioError(
      'project_busy',
      `Another studio has the library ${folder} open.`,
      'Use its window, or choose another folder with --library.',
      { cause },
    )
  }
}

function slug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
}
