import { type Camera, resizeCamera } from '../../src-shared/camera.ts'
import type { DepthSummary } from '../../src-shared/depth-summary.ts'
import type { KeptCutOut } from '../library/results/cut-out.ts'
import { sceneOfViews, writeScene } from '../library/results/scene-file.ts'
import { areaResize } from '../photos/area-resize.ts'
import type { ObjectView } from '../views/object-view.ts'
import { photoView } from '../views/photo-view.ts'
import { photoCamera } from '../views/rig.ts'
import type { ViewsOfObject } from '../views/views-of-object.ts'
import type { RunInput } from './input-kind.ts'
import type { ReconstructOptions } from './options.ts'
import type { PreviewScene } from './preview/draw-preview.ts'
import type { RunResults } from './report.ts'
import type { Run, Staged } from './stage-runner.ts'
import { backgroundStage } from './stages/background.ts'
import { depthStage } from './stages/depth.ts'
import { exportStage } from './stages/export.ts'
import { photoStage } from './stages/photos.ts'
import { type RefinedModel, refineStage } from './stages/refine.ts'
import { shapeSurfaceStage } from './stages/shape-surface.ts'
import { viewTrainingStage } from './stages/view-training.ts'
import { givenViewsStage, viewStage } from './stages/views.ts'

/**
 * The stages of a model of one photo, or of the sixteen views of an object: the object cut out, seen from sixteen sides,
 * a depth map a view, splats, those refined, and the shape as a mesh.
 */
export async function fromOnePhoto(
  run: Run,
  options: ReconstructOptions,
  input: Exclude<RunInput, { kind: 'photos' }>,
): Promise<RunResults> {
  const files = input.kind === 'views' ? input.files : [input.file]
  const photos = await photoStage(run, { photos: files }, 1)
  const picture = input.kind === 'views' ? null : await backgroundStage(run, options, photos)
  const views = picture ? await viewStage(run, options, picture) : await givenViewsStage(run, files, photos)
  await showCameras(run, options, views.result, picture && photos.result.photos[0].file)
  const depths = await depthStage(run, views)
  const seen = withPhoto(views, picture, photos.result.photos[0].file)
  const trained = await viewTrainingStage(run, options, seen)
  const splats = await refineStage(run, options, views, depths, seen, trained)
  const mesh = await shapeSurfaceStage(run, options, views, seen, splats)
  const outputs = await exportStage(
    run,
    options,
    previewScene(seen.result, seen.result.length > views.result.views.length),
    splats,
    mesh,
  )
  return {
    photos: photos.result,
    cameras: {
      cameras: camerasOf(seen.result).filter(({ file }) => photos.result.photos.some((photo) => photo.file === file)),
      reprojectionErrorPx: 0,
    },
    onePhoto: summaryOf(picture?.result ?? null, views.result, depths.result, splats.result),
    training: splats.result,
    mesh: mesh.result,
    outputs,
  }
}

/** Keeps for a studio where the views, and the photo, are seen from. */
async function showCameras(
  run: Run,
  { liveScene }: ReconstructOptions,
  { views, shape }: ViewsOfObject,
  file: string | null,
): Promise<void> {
  if (liveScene === undefined) return
  const photo = shape && file !== null ? { ...shape.camera, file } : null
  const shown = await writeScene(liveScene, sceneOfViews(photo, camerasOf(views)), true)
  run.emit({ type: 'scene', photos: shown.placed, ...shown })
}

/** The views to train on: the sixteen, and before them the photo itself where a shape says what it shows. */
function withPhoto(
  { result: { views, shape }, inputsHash }: Staged<ViewsOfObject>,
  picture: Staged<KeptCutOut> | null,
  file: string,
): Staged<readonly ObjectView[]> {
  if (!picture || !shape) return { result: views, inputsHash }
  return { result: [photoView(picture.result, { ...shape.camera, file }), ...views], inputsHash }
}

function camerasOf(views: readonly ObjectView[]): Camera[] {
  return views.map(({ camera }) => camera)
}

/** Degrees: a look at the side that the photo does not show, from a little above. */
const BEHIND = { elevation: 20, azimuth: 150 }

function previewScene(views: readonly ObjectView[], hasPhoto: boolean): PreviewScene {
  const [{ camera, image }] = views
  const behind = photoCamera('behind', camera.width, BEHIND.elevation, BEHIND.azimuth)
  return {
    seenFrom: camera,
    loadPhoto: async (width) => {
      const side = Math.min(width, image.width)
      return { camera: resizeCamera(camera, side, side), image: areaResize(image, side, side) }
    },
    cameras: hasPhoto ? [behind] : camerasOf(views),
    cutOut: true,
  }
}

function summaryOf(
  picture: KeptCutOut | null,
  { source, views, frontPsnr }: ViewsOfObject,
  depths: DepthSummary,
  { refinement, version }: RefinedModel,
): RunResults['onePhoto'] {
  const { iterations, best } = refinement
  const [before, after] = [iterations[0], iterations[version]]
  return {
    cutOut: picture?.method ?? null,
    views: source,
    observed: views[0].origin === null ? null : views.filter(({ origin }) => origin === 'observed').length,
    depthsByModel: depths.filter((depth) => depth.source === 'model').length,
    frontPsnr,
    refinement: {
      iterations: iterations.length - 1,
      best,
      version,
      psnr: { before: before.psnr, after: after.psnr },
      photoPsnr: { before: before.photoPsnr, after: after.photoPsnr },
    },
  }
}
