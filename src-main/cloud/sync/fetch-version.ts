import { rm } from 'node:fs/promises'
import type { CloudFile, LocalFile } from '../../../src-shared/cloud/cloud-manifest.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import type { Transfer } from './cloud-account.ts'
import { fetchFile, takeFromHere } from './fetch-file.ts'
import { forEachOf } from './for-each-of.ts'
import { pathHere } from './local-files.ts'
import { throwIfStopped } from './stopping.ts'
import { syncPaths } from './sync-folder.ts'

const AT_ONCE = 4

/**
 * Has the contents of files under `.sync/incoming`, by their hash: taken from the folder where it holds them, else fetched.
 * What an earlier try has fetched is not fetched again. Throws what `fetchFile` throws.
 */
export async function fetchContents(
  transfer: Transfer,
  files: readonly CloudFile[],
  here: readonly LocalFile[],
  work: WorkOptions,
): Promise<void> {
  const { incoming } = syncPaths(transfer.folder)
  const local = new Map(here.map(({ sha256, path }) => [sha256, path]))
  const distinct = [...new Map(files.map((file) => [file.sha256, file])).values()]
  const total = distinct.reduce((sum, { bytes }) => sum + bytes, 0)
  let [done, ended] = [0, 0]
  const show = () =>
    work.onProgress?.(total === 0 ? 1 : Math.min(done / total, 1), `${ended} of ${distinct.length} files here`)
  const onBytes = (bytes: number) => {
    done += bytes
    transfer.onBytes(bytes)
    show()
  }
  await forEachOf(distinct, AT_ONCE, async (file) => {
    throwIfStopped(transfer.signal)
    if (work.pause?.requested) await work.pause.wait(transfer.signal)
    const known = local.get(file.sha256)
    if (known !== undefined) await takeFromHere(pathHere(transfer.folder, known), file.sha256, incoming)
    await fetchFile({ ...transfer, onBytes }, file, incoming)
    ended++
    show()
  })
}

/** Forgets what was fetched. */
export async function dropContents(folder: string): Promise<void> {
  await rm(syncPaths(folder).incoming, { recursive: true, force: true })
}
