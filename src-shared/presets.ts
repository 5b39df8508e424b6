export const PRESET_NAMES = ['fast', 'balanced', 'quality'] as const
export type PresetName = (typeof PRESET_NAMES)[number]

/** What a preset decides. Sizes in pixels; the budget in splats. */
export interface Preset {
  readonly photoWidth: number
  readonly steps: number
  readonly splatBudget: number
  readonly shDegree: 0 | 1 | 2 | 3
  readonly meshGrid: 128 | 256 | 384
  readonly textureSize: number
  /** Most iterations that splats of one object's views are refined by. */
  readonly refineIterations: number
}

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  fast: {
    photoWidth: 400,
    steps: 1000,
    splatBudget: 25_000,
    shDegree: 1,
    meshGrid: 128,
    textureSize: 1024,
    refineIterations: 3,
  },
  balanced: {
    photoWidth: 400,
    steps: 3000,
    splatBudget: 50_000,
    shDegree: 1,
    meshGrid: 256,
    textureSize: 2048,
    refineIterations: 5,
  },
  quality: {
    photoWidth: 600,
    steps: 4000,
    splatBudget: 100_000,
    shDegree: 1,
    meshGrid: 384,
    textureSize: 4096,
    refineIterations: 8,
  },
}
