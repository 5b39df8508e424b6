import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileError } from '../../../src-engine/files/file-error.ts'
import { newSyncState, type Version } from '../../../src-shared/cloud/sync-state.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { signedInUser } from './ask-cloud.ts'
import type { CloudAccount } from './cloud-account.ts'
import { cloudError } from './cloud-error.ts'
import { fetchContents } from './fetch-version.ts'
import { asideOf, layOutVersion } from './lay-out-version.ts'
import { localFiles } from './local-files.ts'
import { projectsUnderSync } from './local-projects.ts'
import { planAgain } from './plan-again.ts'
import { readProject } from './remote-project.ts'
import { syncPaths } from './sync-folder.ts'
import { syncJob, type TransferOptions } from './sync-project.ts'

/**
 * Fetches a project that this machine does not have into its library folder, and puts it under sync. Gives its folder. A
 * download that was cut off goes on with the files it lacks. Throws `project_not_found`, `connection_lost`, `disk_full`,
 * `not_signed_in`, `cancelled`.
 */
export async function downloadProject(
  account: CloudAccount,
  projectId: string,
  library: string,
  options: TransferOptions,
): Promise<string> {
  const here = (await projectsUnderSync(library)).find(({ state }) => state.projectId === projectId)
  if (here) return here.folder
  const ownerId = await signedInUser(account.client)
  const folder = await planAgain(() => downloadOnce(account, { projectId, ownerId, library }, options))
  if (folder !== null) return folder
  throw cloudError('fetching the project', { message: 'it keeps changing', status: 0 })
}

async function downloadOnce(
  account: CloudAccount,
  { projectId, ownerId, library }: { projectId: string; ownerId: string; library: string },
  options: TransferOptions,
): Promise<string> {
  const version = await versionOf(account, projectId, options)
  const { kind, files, folder: name } = version.manifest
  const folder = freeFolder(library, name, projectId)
  const aside = asideOf(folder)
  await mkdir(aside, { recursive: true }).catch((cause: unknown) => {
    throw fileError(cause, aside)
  })
  const fresh = newSyncState({ projectId, ownerId, server: account.url })
  const job = syncJob(account, aside, kind, fresh, options)
  // An earlier try may have laid out some of the files already.
  await fetchContents(job, files, await localFiles(aside, kind, options.signal), options)
  // Not settled: should the machine that sent it have been cut off, this one writes the rows.
  await layOutVersion(folder, version, syncPaths(aside).incoming, { ...fresh, base: version, settled: false })
  return folder
}

async function versionOf({ client }: CloudAccount, projectId: string, { signal }: TransferOptions): Promise<Version> {
  const found = await readProject(client, projectId, signal)
  if (!found || found.deleted) {
    throw new StudioError(
      'project_not_found',
      'There is no such project in the cloud.',
      'Reload the list; it may have been deleted.',
    )
  }
  if (found.version) return found.version
  throw new StudioError(
    'project_not_found',
    `"${found.row.name}" is still being sent by ${found.row.device_name ?? 'another device'}.`,
    'Wait until it is there, then fetch it.',
  )
}

/** The folder is called as where it came from, unless there is one of that name; then with a part of the id. */
function freeFolder(library: string, name: string, projectId: string): string {
  const safe = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? name.slice(0, 60) : 'project'
  const plain = join(library, safe)
  return existsSync(plain) ? join(library, `${safe}-${projectId.slice(0, 8)}`) : plain
}
