import { extname } from 'node:path'
import { Command, Option } from 'commander'
import { DEFAULT_PRESET, type ReconstructOptions } from '../../../src-engine/pipeline/options.ts'
import { type ComputeBackend, computeBackendSchema } from '../../../src-shared/compute-backend.ts'
import { MODEL_FORMATS, type ModelFormat } from '../../../src-shared/formats.ts'
import { PRESET_NAMES, type PresetName } from '../../../src-shared/presets.ts'
import type { RefineOptions } from '../../../src-shared/refinement.ts'
import { cancelSignal } from '../cancel-signal.ts'
import { modelFormats, shareOfOne, viewNumbers, wholeNumber } from '../option-values.ts'
import { printEvent } from '../output/json-lines.ts'
import { progressLines } from '../output/progress-lines.ts'
import { printSummary } from '../output/summary.ts'

interface Flags {
  readonly output: string
  readonly preset: PresetName
  readonly steps?: number
  readonly project?: string
  readonly report?: string
  readonly preview?: string
  readonly format?: ModelFormat[]
  readonly scene?: boolean
  readonly cameras?: string
  readonly startFrom?: string
  readonly continue?: boolean
  readonly refine?: number | boolean
  readonly refineRate?: number
  readonly refineViews?: number[]
  readonly useVersion?: number
  readonly resume?: boolean
  readonly json?: boolean
  readonly seed?: number
  readonly threads?: number
  readonly backend: ComputeBackend
}

export function reconstructCommand(): Command {
  return new Command('reconstruct')
    .description('make a model from photos of an object, or from one photo')
    .argument('<photos...>', 'a folder of photos, the photos, or one photo')
    .requiredOption('-o, --output <file>', 'the model to write, e.g. model.glb')
    .addOption(new Option('--preset <name>', 'speed or quality').choices(PRESET_NAMES).default(DEFAULT_PRESET))
    .option('--steps <n>', "training steps, in place of the preset's; with --continue how many more", wholeNumber(1))
    .option('--format <list>', `more formats beside the output: ${MODEL_FORMATS.join(',')}`, modelFormats)
    .option('--scene', 'keep the table and the background')
    .option('--cameras <path>', 'known cameras: a COLMAP model folder or a transforms.json')
    .option('--start-from <file>', 'begin the training with these splats (ply, spz, splat, ksplat, sog)')
    .addOption(
      new Option(
        '--continue',
        'train the finished project further, with its own options, then redo the model',
      ).conflicts(['startFrom', 'resume']),
    )
    .option(
      '--refine <n>',
      "one photo: most iterations of refining its splats, in place of the preset's",
      wholeNumber(0, 20),
    )
    .option('--no-refine', 'one photo: measure its splats, and leave them as they are')
    .option('--refine-rate <share>', 'how far colours move in the first iteration, 0 to 1 (default: 0.5)', shareOfOne)
    .option('--refine-views <list>', 'views to refine, e.g. 0,1,15 (default: all 16)', viewNumbers)
    .option(
      '--use-version <n>',
      'with --resume: the version that the model is made of (default: the best)',
      wholeNumber(0),
    )
    .option('--report <file>', 'write report.json; every 8th photo is held out to score the result')
    .option('--preview <file>', 'copy the preview picture (PNG) here')
    .option('--project <folder>', 'where the results of each stage are kept (default: <output>.glimpse3d)')
    .option('--resume', 'go on with what an earlier run finished')
    .option('--seed <n>', 'seed of all random choices', wholeNumber(0))
    .option('--threads <n>', 'worker threads (default: one a core)', wholeNumber(1))
    .addOption(new Option('--backend <name>', 'what trains').choices(computeBackendSchema.options).default('auto'))
    .option('--json', 'one event a line on standard output')
    .action((photos: string[], flags: Flags) =>
      runReconstruct(
        {
          ...flags,
          photos: photos.length === 1 ? photos[0] : photos,
          project: flags.project ?? projectBeside(flags.output),
          formats: flags.format,
          keepScene: flags.scene,
          refine: refineOptions(flags),
        },
        flags.json ?? false,
      ),
    )
}

/** Commander has `refine` true unless it is given a number or turned off. */
function refineOptions({ refine, refineRate, refineViews, useVersion }: Flags): RefineOptions | undefined {
  const iterations = refine === false ? 0 : refine === true ? undefined : refine
  const asked = { iterations, learningRate: refineRate, views: refineViews, version: useVersion }
  return Object.values(asked).every((value) => value === undefined) ? undefined : asked
}

/** Reconstructs with Ctrl-C, progress and summary, or with events on standard output. */
export async function runReconstruct(options: ReconstructOptions, json: boolean): Promise<void> {
  const onEvent = json ? printEvent : progressLines(process.stderr)
  const { reconstruct } = await import('../../../src-engine/pipeline/reconstruct.ts')
  const { nodeGpuTrainers } = await import('../../../src-engine/training/webgpu/node-gpu-trainers.ts')
  const report = await reconstruct({ ...options, gpu: nodeGpuTrainers(), signal: cancelSignal(), onEvent })
  if (!json) printSummary(report, options.project)
}

/** The default project folder: model.glb keeps its stages in model.glimpse3d. */
export function projectBeside(output: string): string {
  return `${output.slice(0, output.length - extname(output).length)}.glimpse3d`
}
