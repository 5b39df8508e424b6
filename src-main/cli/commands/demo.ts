import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, Option } from 'commander'
import { PRESET_NAMES, type PresetName } from '../../../src-shared/presets.ts'
import { printLine } from '../output/json-lines.ts'
import { projectBeside, runReconstruct } from './reconstruct.ts'

const SAMPLE = fileURLToPath(new URL('../../../resources/samples/vase', import.meta.url))

export function demoCommand(): Command {
  return new Command('demo')
    .description('reconstruct the sample photos of a vase into the folder demo')
    .addOption(new Option('--preset <name>', 'speed or quality').choices(PRESET_NAMES).default('balanced'))
    .option('--resume', 'go on with what an earlier run finished')
    .option('--json', 'one event a line on standard output')
    .action(async (flags: { preset: PresetName; resume?: boolean; json?: boolean }) => {
      const output = join('demo', 'vase.glb')
      await mkdir('demo', { recursive: true })
      await runReconstruct(
        {
          ...flags,
          photos: SAMPLE,
          output,
          formats: ['ply'],
          project: projectBeside(output),
          report: join('demo', 'report.json'),
          preview: join('demo', 'preview.png'),
        },
        flags.json ?? false,
      )
      if (!flags.json) for (const line of whatToLookAt()) printLine(line)
    })
}

function whatToLookAt(): string[] {
  return [
    '',
    'Look at',
    '  demo/preview.png  the photo and the splats above, the mesh from the same and from the opposite side below',
    '  demo/vase.glb     the textured mesh: Windows 3D Viewer, Blender, https://gltf-viewer.donmccurdy.com',
    '  demo/vase.ply     the splats: https://superspl.at/editor',
    '  demo/report.json  cameras, quality, times (docs/report.md)',
    'Then try your own photos: npx glimpse3d reconstruct photos/ -o model.glb',
  ]
}
