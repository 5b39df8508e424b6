import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../../src-shared/errors.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import type { ModelFile } from '../cards/graph-spec.ts'
import { graphsOf, type ModelCard } from '../cards/model-card.ts'
import { type DownloadOptions, downloadFile } from '../downloads/download-file.ts'
import { mirrored } from '../downloads/mirror.ts'
import type { Inference } from '../sessions/inference.ts'
import { arrivedFile, forgetArrivals, noteArrival } from './arrived-files.ts'
import { finishInstall } from './finish-install.ts'
import { type InstallRecord, recordPath } from './installed-model.ts'
import { withModelLocked } from './lock-model.ts'

export interface InstallOptions extends Pick<WorkOptions, 'signal'>, Omit<DownloadOptions, 'onBytes'> {
  readonly mirror?: string | null
  /** Of the file under way: bytes that have arrived, and of how many. */
  readonly onBytes?: (file: string, done: number, total: number) => void
}

/**
 * Downloads a model into its folder below `models` and puts it to use. Stopped or broken off, the next installation goes
 * on with what has arrived. Files that have wholly arrived are not fetched again. Throws
 * `download_failed`, `disk_full`, `model_unusable`, `project_busy`, `cancelled`, and `bad_arguments` where the card has no
 * address.
 */
export async function installModel(
  models: string,
  card: ModelCard,
  inference: Pick<Inference, 'check'>,
  { mirror = null, onBytes, ...download }: InstallOptions = {},
): Promise<void> {
  const wanted = graphsOf(card).map(([, { file }]) => ({ file, url: addressOf(card, file, mirror) }))
  const folder = join(models, card.id)
  await withModelLocked(folder, card.title, async () => {
    await rm(recordPath(folder), { force: true })
    const files: InstallRecord['files'] = {}
    for (const { file, url } of wanted) {
      const path = join(folder, file.name)
      const digest =
        (await arrivedFile(folder, file, url)) ??
        (await downloadFile(file, url, path, {
          ...download,
          onBytes: (done, total) => onBytes?.(file.name, done, total),
        }))
      files[file.name] = { bytes: digest.bytes, sha256: digest.sha256 }
      await noteArrival(folder, file, url, digest)
    }
    await forgetArrivals(folder)
    await finishInstall(models, card, files, inference)
  })
}

function addressOf({ title }: ModelCard, { name, url }: ModelFile, mirror: string | null): URL {
  if (url !== null) return mirrored(url, mirror)
  throw new StudioError(
    'bad_arguments',
    `${title} has no published address for ${name}.`,
    'Get its files yourself, then add them: glimpse3d models add FILE, or "Add file" under Models.',
  )
}
