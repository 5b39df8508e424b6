import { createInterface } from 'node:readline/promises'
import { StudioError } from '../../../src-shared/errors.ts'
import { cancelSignal } from '../cancel-signal.ts'
import { formatBytes } from '../output/format.ts'
import { printLine } from '../output/json-lines.ts'
import { byteProgress } from './byte-progress.ts'
import type { ModelsHere } from './open-models.ts'
import { withInference } from './with-inference.ts'

/** Shows licence and size, asks, downloads. Ctrl-C stops it; the same command then goes on where it stopped. */
export async function installWithProgress(models: ModelsHere, id: string, yes: boolean): Promise<void> {
  const { findCard, listModels } = await import('../../../src-engine/inference/store/list-models.ts')
  const { installModel } = await import('../../../src-engine/inference/store/install-model.ts')
  const { remoteSize } = await import('../../../src-engine/inference/downloads/remote-size.ts')
  const { folder, mirror } = models
  const card = await findCard(folder, id)
  const entry = (await listModels(folder)).find((model) => model.id === id)
  const signal = cancelSignal()
  const bytes = (await remoteSize(card, mirror, { signal })) ?? entry?.bytes ?? null
  printLine(`${card.title}, for ${card.slot}. ${card.about}`)
  printLine(`Licence  ${card.licence.name}${card.licence.url === null ? '' : `  ${card.licence.url}`}`)
  printLine(`Size     ${bytes === null ? 'not published' : formatBytes(bytes)}`)
  if (entry?.hasChecksum === false) printLine('Checksum none is published: it is only checked that it fits its card')
  printLine(`Into     ${folder}`)
  if (!yes && !(await agrees())) throw new StudioError('cancelled', 'Nothing was downloaded.', 'Say y, or give --yes.')
  const progress = byteProgress(process.stderr)
  await withInference(models, (inference) =>
    installModel(folder, card, inference, { mirror, signal, onBytes: progress.show }),
  ).finally(progress.end)
  printLine(`${card.title} is installed and in use.`)
}

async function agrees(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new StudioError('bad_arguments', 'Nobody is there to agree to the licence.', 'Give --yes to agree.')
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^y(es)?$/i.test((await lines.question('Download it? [y/N] ')).trim())
  } finally {
    lines.close()
  }
}
