import { extname, resolve } from 'node:path'
import type { ComputeBackend } from '../../src-shared/compute-backend.ts'
import type { EngineEvent } from '../../src-shared/events.ts'
import { isModelFormat, type ModelFormat } from '../../src-shared/formats.ts'
import type { PictureKind } from '../../src-shared/picture-kind.ts'
import { PRESETS, type Preset, type PresetName } from '../../src-shared/presets.ts'
import type { PauseSignal } from '../../src-shared/progress.ts'
import type { RefineOptions } from '../../src-shared/refinement.ts'
import type { Stroke } from '../background/strokes.ts'
import type { ProjectSettings } from '../library/project.ts'
import type { GpuTrainerSource } from '../training/gpu-trainer-source.ts'

/** What a person asks of a reconstruction. Paths may be relative to the working folder. */
export interface ReconstructOptions {
  /** A folder of photos, or the photos. */
  readonly photos: string | readonly string[]
  /** What several photos are; default `auto` (input-kind.ts). */
  readonly pictures?: PictureKind
  /** The model to write; its extension is its format, none means GLB. */
  readonly output: string
  /** More formats, written beside the output under the same name. */
  readonly formats?: readonly ModelFormat[]
  readonly project: string
  /** Corrections by hand of the object cut out of one photo. */
  readonly strokes?: readonly Stroke[]
  /** Default: balanced. */
  readonly preset?: PresetName
  /** Training steps in place of the preset's; with `continue` how many more. */
  readonly steps?: number
  /** Writes report.json here, and holds every 8th photo out of training to score the result unless `holdOut` says otherwise. */
  readonly report?: string
  readonly holdOut?: boolean
  /** Copies the preview picture here. */
  readonly preview?: string
  /** Keeps the splats as they form in this .splat file, and says so by `preview` events. */
  readonly livePreview?: string
  /** Keeps the cameras and the sparse points, as they are found and afterwards, in this file, and says so by `scene` events. */
  readonly liveScene?: string
  /** Keep the table and the background, not the object alone. */
  readonly keepScene?: boolean
  /** Go on with what earlier runs finished in the project. */
  readonly resume?: boolean
  /** Known cameras (COLMAP model folder or transforms.json) instead of solving them. */
  readonly cameras?: string
  /** Splats to begin the training with (docs/formats.md, "Starting from splats"): in the world of `cameras`, else in ours. */
  readonly startFrom?: string
  /** Train the splats of the project further, with its own options; then surface and models are made anew (continue-training.ts). */
  readonly continue?: boolean
  /** How the splats of one photo, or of an object's views, are refined, and which version is used (stages/refine.ts). */
  readonly refine?: RefineOptions
  readonly seed?: number
  readonly threads?: number
  /** What trains; default `auto`. */
  readonly backend?: ComputeBackend
  /** Where trainers on the graphics device come from; without it there is the processor only. */
  readonly gpu?: GpuTrainerSource
  readonly signal?: AbortSignal
  /** Stops the run between two steps and lets it go on (jobs/pause-gate.ts makes one). */
  readonly pause?: PauseSignal
  readonly onEvent?: (event: EngineEvent) => void
}

export const DEFAULT_PRESET: PresetName = 'balanced'

export function presetOf(options: ReconstructOptions): Preset {
  const preset = PRESETS[options.preset ?? DEFAULT_PRESET]
  return options.steps === undefined ? preset : { ...preset, steps: options.steps }
}

/** Whether every 8th photo is held out of training. */
export function holdsOut({ holdOut, report }: ReconstructOptions): boolean {
  return holdOut ?? report !== undefined
}

/** The models to write: the output itself, then the further formats beside it. Absolute paths. */
export function outputsOf(options: ReconstructOptions): { format: ModelFormat; path: string }[] {
  const path = resolve(options.output)
  const extension = extname(path).slice(1).toLowerCase()
  const own: ModelFormat = isModelFormat(extension) ? extension : 'glb'
  const base = isModelFormat(extension) ? path.slice(0, -extension.length - 1) : path
  const formats = [...new Set([own, ...(options.formats ?? [])])]
  return formats.map((format) => ({
    format,
    path: isModelFormat(extension) && format === own ? path : `${base}.${format}`,
  }))
}

/** What the project's manifest keeps of the options. */
export function settingsOf(options: ReconstructOptions): ProjectSettings {
  return {
    preset: options.preset ?? DEFAULT_PRESET,
    seed: options.seed ?? 0,
    options: {
      steps: presetOf(options).steps,
      keepScene: options.keepScene ?? false,
      holdOut: holdsOut(options),
      cameras: options.cameras === undefined ? null : resolve(options.cameras),
      startFrom: options.startFrom === undefined ? null : resolve(options.startFrom),
      refine: options.refine,
      formats: outputsOf(options).map(({ format }) => format),
    },
  }
}
