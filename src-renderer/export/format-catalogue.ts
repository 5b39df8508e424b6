import { MODEL_FORMATS, type ModelFormat } from '../../src-shared/formats.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'

export interface FormatEntry {
  readonly format: ModelFormat
  readonly kind: 'mesh' | 'splats'
  readonly name: string
  /** Where the file is at home. */
  readonly use: string
  /** What is in it, in a sentence. */
  readonly content: string
}

/** What can be exported, what each is for. */
export const FORMAT_CATALOGUE: Readonly<Record<ModelFormat, FormatEntry>> = {
  glb: {
    format: 'glb',
    kind: 'mesh',
    name: 'GLB',
    use: 'Web, Blender, game engines, shops',
    content: 'One file with the mesh and its texture. The safest choice.',
  },
  obj: {
    format: 'obj',
    kind: 'mesh',
    name: 'OBJ',
    use: 'Older 3D programs, 3D printing',
    content: 'Three files: the mesh, its material and the texture. Keep them together.',
  },
  usdz: {
    format: 'usdz',
    kind: 'mesh',
    name: 'USDZ',
    use: 'AR on iPhone, iPad and Vision Pro',
    content: 'Opens in Quick Look: send it, tap it, and it stands in the room.',
  },
  ply: {
    format: 'ply',
    kind: 'splats',
    name: 'PLY',
    use: 'SuperSplat, Postshot, Blender add-ons',
    content: 'The splats at full precision, as every splat program reads them. Large.',
  },
  spz: {
    format: 'spz',
    kind: 'splats',
    name: 'SPZ',
    use: 'Web and mobile splat viewers',
    content: 'The splats compressed to about a tenth, with hardly a visible difference.',
  },
  splat: {
    format: 'splat',
    kind: 'splats',
    name: 'SPLAT',
    use: 'Simple web viewers',
    content: '32 bytes a splat, colour without reflections. Loads everywhere.',
  },
}

export const FORMAT_GROUPS = [
  { kind: 'mesh', title: 'Textured mesh', formats: MODEL_FORMATS.filter((f) => FORMAT_CATALOGUE[f].kind === 'mesh') },
  {
    kind: 'splats',
    title: 'Gaussian splats',
    formats: MODEL_FORMATS.filter((f) => FORMAT_CATALOGUE[f].kind === 'splats'),
  },
] as const

/** Why a format cannot be exported yet; null when it can. */
export function whyNotYet(stages: ProjectState['stages'], format: ModelFormat): string | null {
  const needed = FORMAT_CATALOGUE[format].kind === 'mesh' ? 'surface' : 'training'
  const state = stages.find(({ stage }) => stage === needed)?.state
  if (state === 'finished' || state === 'reused') return null
  if (needed === 'training') return 'The splats have to be trained first.'
  return 'The surface has to be made first.'
}
