import { basename } from 'node:path'
import { slotModel } from '../../inference/slot-model.ts'
import type { KeptCutOut } from '../../library/results/cut-out.ts'
import { loadObjectViews, saveObjectViews } from '../../library/results/object-views.ts'
import type { PhotoList } from '../../library/results/photo-list.ts'
import { readRigViews } from '../../views/read-rig-views.ts'
import { type ViewsOfObject, viewsWithoutShape } from '../../views/views-of-object.ts'
import { viewsOfPhoto } from '../../views/views-of-photo.ts'
import { presetOf, type ReconstructOptions } from '../options.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'

/** Sides of the views that are drawn, pixels: as large as the rig's own at `fast`, never larger than the object's picture. */
const FAST_SIZE = 256
const LARGEST_SIZE = 512

/** Sixteen views of the object in the one photo. */
export async function viewStage(
  run: Run,
  options: ReconstructOptions,
  { result: picture, inputsHash }: Staged<KeptCutOut>,
): Promise<Staged<ViewsOfObject>> {
  const { photoWidth, meshGrid: grid } = presetOf(options)
  const size = options.preset === 'fast' ? FAST_SIZE : Math.min(photoWidth, LARGEST_SIZE)
  const viewsModel = await slotModel('views')
  const shapeModel = viewsModel ? null : await slotModel('shape')
  const models = { views: viewsModel?.card ?? null, shape: shapeModel && { card: shapeModel.card, grid } }
  return runStage<ViewsOfObject>(run, {
    stage: 'views',
    inputs: { picture: inputsHash, size, models },
    make: (work) => viewsOfPhoto(picture, { ...work, size, grid, viewsModel, shapeModel }),
    save: saveObjectViews,
    load: (folder) => loadObjectViews(folder, picture),
  })
}

/** The sixteen views that were given, two of which may be the same picture. */
export function givenViewsStage(
  run: Run,
  files: readonly string[],
  { result: { photos } }: Staged<PhotoList>,
): Promise<Staged<ViewsOfObject>> {
  return runStage<ViewsOfObject>(run, {
    stage: 'views',
    inputs: { files: files.map((file) => basename(file)), sha256: photos.map(({ sha256 }) => sha256) },
    make: async (work) => viewsWithoutShape('given', await readRigViews(files, work)),
    save: saveObjectViews,
    load: (folder) => loadObjectViews(folder, null),
  })
}
