import { Command } from 'commander'
import type { Photo } from '../../../src-shared/photo.ts'
import { cancelSignal } from '../cancel-signal.ts'
import { formatBytes } from '../output/format.ts'
import { printLine } from '../output/json-lines.ts'

export function infoCommand(): Command {
  return new Command('info')
    .description('what a model or a folder of photos holds')
    .argument('<path>', 'model.glb, splats.ply and so on, or a folder of photos')
    .option('--json', 'as JSON on standard output')
    .action(async (path: string, { json }: { json?: boolean }) => {
      const onWarning = json ? undefined : (message: string) => console.error(`Warning: ${message}`)
      const { describeModel } = await import('../../../src-engine/export/describe-model.ts')
      const found = await describeModel(path, { signal: cancelSignal(), onWarning })
      if (json) return printLine(JSON.stringify(found))
      if (found.kind === 'photos') showPhotos(found.photos, found.skipped.length)
      else for (const [name, value] of Object.entries(found)) printLine(`${name.padEnd(12)}${asText(name, value)}`)
    })
}

function showPhotos(photos: readonly Photo[], skipped: number): void {
  for (const { file, width, height, bytes, focalPx, focalSource } of photos) {
    const focal = `focal ${focalPx.toFixed(0)} px (${focalSource})`
    printLine(`${file.padEnd(28)}${`${width} x ${height}`.padEnd(14)}${formatBytes(bytes).padEnd(12)}${focal}`)
  }
  printLine(`${photos.length} usable photos, ${skipped} files skipped`)
}

function asText(name: string, value: unknown): string {
  if (name === 'bytes' && typeof value === 'number') return formatBytes(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
