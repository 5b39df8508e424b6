import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import type { RgbImage } from '../../../src-shared/photo.ts'
import { type Refinement, type RefinementIteration, refinementSchema } from '../../../src-shared/refinement.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { exportModel } from '../../export/export-model.ts'
import { type FileToWrite, writeAtomically, writeFilesAtomically } from '../../files/write-atomically.ts'
import type { RefinedVersion } from '../../refine/versions.ts'
import { viewName } from '../../views/rig.ts'
import { readCloud, writeCloud } from './cloud-file.ts'

/** Pictures and models lie beside the stages' folders, named as in the cloud's buckets. */
const ENHANCED = 'enhanced'
const MODELS = 'models'

/** Removes what an earlier refinement has left of its versions. `folder`: the stage's. */
export async function clearVersions(folder: string): Promise<void> {
  for (const name of [ENHANCED, MODELS]) await rm(join(dirname(folder), name), { recursive: true, force: true })
}

/**
 * Keeps a version: its model as `models/v2.ply` and `.bin`, what its iteration saw as `enhanced/iter_2/rendered_00.png` and
 * `enhanced_00.png`. Gives its record; `chosen`: the rig's indices of the views that were refined, in their order.
 */
export async function saveVersion(
  folder: string,
  { cloud, enhanced, viewQualities, ...figures }: RefinedVersion,
  chosen: readonly number[],
): Promise<RefinementIteration> {
  const project = dirname(folder)
  const n = figures.iterationNumber
  const [ply, bin] = ['ply', 'bin'].map((extension) => `${MODELS}/v${n}.${extension}`)
  const { bytes } = await exportModel({ cloud, format: 'ply', path: join(project, ply) })
  await writeCloud(join(project, bin), cloud)
  const pictures: FileToWrite[] = []
  const pairs: RefinementIteration['enhanced'] = []
  for (const { rendered, enhanced: after, ...view } of enhanced) {
    const name = (what: string) => `${ENHANCED}/iter_${n}/${viewName(view.viewIndex).replace('view', what)}`
    const pair = { rendered: name('rendered'), enhanced: name('enhanced') }
    pictures.push({ path: join(project, pair.rendered), chunks: [await png(rendered)] })
    pictures.push({ path: join(project, pair.enhanced), chunks: [await png(after)] })
    pairs.push({ ...view, ...pair })
  }
  if (pictures.length > 0) await writeFilesAtomically(pictures)
  const views = viewQualities.map((quality, i) => ({ viewIndex: chosen[i], ...quality }))
  return { ...figures, views, enhanced: pairs, model: { splats: cloud.count, ply, bin, plyBytes: bytes } }
}

/** `refinement.json`: the record of all versions so far. */
export async function saveRefinement(folder: string, refinement: Refinement): Promise<string> {
  const path = join(folder, 'refinement.json')
  await writeAtomically(path, JSON.stringify(refinement, null, 2))
  return path
}

export async function loadRefinement(folder: string): Promise<Refinement> {
  return refinementSchema.parse(JSON.parse(await readFile(join(folder, 'refinement.json'), 'utf8')))
}

/** The files, of the project, that the versions of a refinement are kept in. */
export function filesOfVersions(folder: string, { iterations }: Refinement): string[] {
  return iterations
    .flatMap(({ model, enhanced }) => [
      model.ply,
      model.bin,
      ...enhanced.flatMap((pair) => [pair.rendered, pair.enhanced]),
    ])
    .map((path) => join(dirname(folder), path))
}

/** The splats of a version. */
export function loadVersion(folder: string, { model }: RefinementIteration): Promise<SplatCloud> {
  return readCloud(join(dirname(folder), model.bin))
}

async function png({ width, height, data }: RgbImage): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
}
