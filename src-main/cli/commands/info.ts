import { Command } from 'commander'
import { z } from 'zod'
import type { Photo } from '../../../src-shared/photo.ts'
import { cancelSignal } from '../cancel-signal.ts'
import { formatBytes } from '../output/format.ts'
import { printLine } from '../output/json-lines.ts'

const textureSchema = z.object({ width: z.int(), height: z.int(), mimeType: z.string() })
const boundsSchema = z.object({ min: z.array(z.number()), max: z.array(z.number()) })

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
  const texture = textureSchema.safeParse(value)
  if (texture.success) return `${texture.data.width} x ${texture.data.height}, ${texture.data.mimeType}`
  const bounds = boundsSchema.safeParse(value)
  if (bounds.success) return `${triple(bounds.data.min)} to ${triple(bounds.data.max)} (x y z, world units)`
  return String(value)
}

function triple(numbers: readonly number[]): string {
  return numbers.map((n) => n.toFixed(2)).join(' ')
}
