import { Command } from 'commander'
import { formatBytes } from '../output/format.ts'
import { printLine } from '../output/json-lines.ts'

export function convertCommand(): Command {
  return new Command('convert')
    .description('convert a model to another format, by the extensions of the files')
    .argument('<in>', 'e.g. model.ply')
    .argument('<out>', 'e.g. model.spz')
    .action(async (input: string, output: string) => {
      const { convert } = await import('../../../src-engine/export/convert.ts')
      const { path, bytes } = await convert(input, output)
      printLine(`${path}  ${formatBytes(bytes)}`)
    })
}
