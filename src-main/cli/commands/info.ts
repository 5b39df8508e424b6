import { stat } from 'node:fs/promises'
import { Command } from 'commander'
import { describeModel } from '../../../src-engine/export/describe-model.ts'
import { readPhotos } from '../../../src-engine/photos/read-photos.ts'
import { cancelSignal } from '../cancel-signal.ts'
import { formatBytes } from '../output/format.ts'
import { printLine } from '../output/json-lines.ts'

export function infoCommand(): Command {
  return new Command('info')
    .description('what a model or a folder of photos holds')
    .argument('<path>', 'model.glb, splats.ply and so on, or a folder of photos')
    .option('--json', 'as JSON on standard output')
    .action(async (path: string, { json }: { json?: boolean }) => {
      const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false
      await (isFolder ? showPhotos(path, json ?? false) : showModel(path, json ?? false))
    })
}

async function showModel(path: string, json: boolean): Promise<void> {
  const model = await describeModel(path)
  if (json) return printLine(JSON.stringify(model))
  for (const [name, value] of Object.entries(model)) printLine(`${name.padEnd(14)}${asText(name, value)}`)
}

async function showPhotos(folder: string, json: boolean): Promise<void> {
  const warn = json ? undefined : (message: string) => console.error(`Warning: ${message}`)
  const { photos, skipped } = await readPhotos(folder, { signal: cancelSignal(), onWarning: warn })
  if (json) return printLine(JSON.stringify({ photos, skipped }))
  for (const { file, width, height, bytes, focalPx, focalSource } of photos) {
    const focal = `focal ${focalPx.toFixed(0)} px (${focalSource})`
    printLine(`${file.padEnd(28)}${`${width} x ${height}`.padEnd(14)}${formatBytes(bytes).padEnd(12)}${focal}`)
  }
  printLine(`${photos.length} usable photos, ${skipped.length} skipped`)
}

function asText(name: string, value: unknown): string {
  if (name === 'bytes' && typeof value === 'number') return formatBytes(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
