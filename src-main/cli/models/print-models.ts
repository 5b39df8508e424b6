import type { ModelEntry } from '../../../src-shared/models.ts'
import { formatBytes } from '../output/format.ts'
import { printLine } from '../output/json-lines.ts'
import type { ModelsHere } from './open-models.ts'

export async function printModels({ folder }: ModelsHere, json = false): Promise<void> {
  const { listModels } = await import('../../../src-engine/inference/store/list-models.ts')
  const models = await listModels(folder)
  if (json) return printLine(JSON.stringify({ folder, models }))
  let slot = ''
  for (const model of models.sort((a, b) => a.slot.localeCompare(b.slot))) {
    if (model.slot !== slot) printLine(`${slot && '\n'}${model.slot}`)
    slot = model.slot
    printLine(`  ${model.id.padEnd(30)}${stateOf(model).padEnd(26)}${sizeOf(model).padEnd(11)}${model.licence.name}`)
    printLine(`    ${model.about}`)
  }
  printLine(`\nIn ${folder}. A step without a model in use is done by its built-in method.`)
}

function stateOf({ state, inUse, partBytes, downloadable }: ModelEntry): string {
  if (state === 'damaged') return 'DAMAGED, install it again'
  if (state === 'installed') return inUse ? 'installed, in use' : 'installed'
  if (partBytes > 0) return `${formatBytes(partBytes)} have arrived`
  return downloadable ? 'can be installed' : 'add its file'
}

function sizeOf({ bytes }: ModelEntry): string {
  return bytes === null ? 'size ?' : formatBytes(bytes)
}
