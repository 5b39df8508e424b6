import { StudioError } from '../../src-shared/errors.ts'
import type { ProjectStatusAnswer } from '../../src-shared/project-status.ts'
import { projectIdSchema } from '../../src-shared/studio-api/project.ts'
import type { CloudAccount } from '../cloud/sync/cloud-account.ts'
import { projectsUnderSync } from '../cloud/sync/local-projects.ts'
import { kindOfFolder } from '../cloud/sync/read-facts.ts'
import { readProjectStatus } from '../cloud/sync/read-project-status.ts'
import type { LibraryShelf } from './library-shelf.ts'
import { projectStatusOf } from './project-status-of.ts'
import { runFacts } from './run-facts.ts'
import type { StoredProject } from './stored-project.ts'

/** Who asks how far a project is waits for the answer: longer than this, the cloud counts as out of reach. */
const PATIENCE_MS = 10_000

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * How far a project is. It is named by its id in the library or, where it is under sync, by its id in the cloud; one that
 * this machine does not have is asked of the cloud. What is here is told as it is here.
 *
 * Throws `bad_arguments` where that can be no project's id, `project_not_found`, and what asking the cloud throws.
 *
 * @param account Who is signed in to the cloud; null: nobody.
 * @param patienceMs How long the cloud may take to answer.
 */
export async function findProjectStatus(
  library: LibraryShelf,
  account: CloudAccount | null,
  given: string,
  patienceMs = PATIENCE_MS,
): Promise<ProjectStatusAnswer> {
  const id = given.toLowerCase()
  const isOfCloud = UUID.test(id)
  if (!isOfCloud && !projectIdSchema.safeParse(given).success) throw noId()
  const stored = library.list().find((project) => project.id === given)
  if (stored) return statusOfStored(stored)
  if (!isOfCloud) throw notFound(given, 'See what there is in the library; it may have been deleted.')
  return (await statusHere(library, id)) ?? statusThere(account, id, AbortSignal.timeout(patienceMs))
}

function statusOfStored({ folder, run }: StoredProject): Promise<ProjectStatusAnswer> {
  return projectStatusOf(folder, 'studio', runFacts(run))
}

async function statusHere(library: LibraryShelf, id: string): Promise<ProjectStatusAnswer | null> {
  const here = await projectsUnderSync(library.folder)
  const found = here.find(({ state }) => state.enabled && state.projectId === id)
  if (!found) return null
  const stored = library.list().find(({ folder }) => folder === found.folder)
  if (stored) return statusOfStored(stored)
  // A project of the command line that lies in the library.
  const kind = kindOfFolder(found.folder)
  return kind && projectStatusOf(found.folder, kind)
}

async function statusThere(
  account: CloudAccount | null,
  id: string,
  signal: AbortSignal,
): Promise<ProjectStatusAnswer> {
  const signIn = 'If it is in the cloud alone, sign in to the cloud first.'
  if (!account) throw notFound(id, signIn)
  const status = await readProjectStatus(account, id, signal).catch((cause: unknown) => {
    if (signal.aborted) throw new StudioError('connection_lost', 'The cloud does not answer.', 'Ask again later.')
    // The session has run out; of the server's own token nothing is wrong.
    if (cause instanceof StudioError && cause.code === 'not_signed_in') throw notFound(id, signIn)
    throw cause
  })
  if (status) return status
  throw notFound(id, 'See what there is in the library and in the cloud; it may have been deleted.')
}

function noId(): StudioError {
  return new StudioError(
    'bad_arguments',
    'That is no id of a project.',
    "Give the name of the project's folder in the library, such as ring-1a2b3c, or its id in the cloud (a UUID).",
  )
}

function notFound(id: string, hint: string): StudioError {
  return new StudioError('project_not_found', `There is no project ${id}.`, hint)
}
