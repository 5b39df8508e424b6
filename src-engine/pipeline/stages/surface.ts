import { resizeCamera } from '../../../src-shared/camera.ts'
import type { TexturedMesh } from '../../../src-shared/mesh.ts'
import { partOf, type WorkOptions } from '../../../src-shared/progress.ts'
import type { CameraSolution } from '../../cameras/types.ts'
import type { PhotoList } from '../../library/results/photo-list.ts'
import { loadTexturedMesh, saveTexturedMesh } from '../../library/results/textured-mesh.ts'
import type { TrainedSplats } from '../../library/results/trained-splats.ts'
import { buildMesh } from '../../mesh/build-mesh.ts'
import type { DepthView } from '../../mesh/types.ts'
import { renderSplatViews } from '../../training/cpu/render-splats.ts'
import { presetOf, type ReconstructOptions } from '../options.ts'
import { loadPinholeViews } from '../pinhole-views.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'

/** Texture photos are this wide at most, and together take no more than so many bytes. */
const TEXTURE_PHOTO_WIDTH = 1600
const TEXTURE_PHOTO_BYTES = 400 * 2 ** 20

/** A textured mesh: the depth the splats show from each camera, fused, with the photos laid over it. */
export function surfaceStage(
  run: Run,
  options: ReconstructOptions,
  { result: { photos } }: Staged<PhotoList>,
  { result: solution, inputsHash: camerasHash }: Staged<CameraSolution>,
  { result: splats, inputsHash: trainingHash }: Staged<TrainedSplats>,
): Promise<Staged<TexturedMesh>> {
  const { photoWidth, meshGrid, textureSize } = presetOf(options)
  const keepScene = options.keepScene ?? false
  return runStage<TexturedMesh>(run, {
    stage: 'surface',
    inputs: { cameras: camerasHash, training: trainingHash, meshGrid, textureSize, keepScene, seed: run.seed },
    make: async (work) => {
      const depthViews = await renderDepth(splats, solution, photoWidth, partOf(work, 0, 0.15))
      const width = texturePhotoWidth(solution)
      return buildMesh({
        ...partOf(work, 0.2, 1),
        depthViews,
        photos: await loadPinholeViews(photos, solution.cameras, width, partOf(work, 0.15, 0.2)),
        points: solution.points,
        grid: meshGrid,
        textureSize,
        keepScene,
      })
    },
    save: saveTexturedMesh,
    load: loadTexturedMesh,
  })
}

async function renderDepth(
  { cloud }: TrainedSplats,
  { cameras }: CameraSolution,
  width: number,
  options: WorkOptions,
): Promise<DepthView[]> {
  const pinholes = cameras.map((camera) => {
    const shrunk = Math.min(width, camera.width)
    return { ...resizeCamera(camera, shrunk, Math.round((camera.height * shrunk) / camera.width)), k1: 0, k2: 0 }
  })
  const views: DepthView[] = []
  for await (const { medianDepth, alpha } of renderSplatViews(cloud, pinholes, options)) {
    views.push({ camera: pinholes[views.length], depth: medianDepth, weight: alpha })
  }
  return views
}

/** Hundreds of photos share the memory that a few have to themselves. */
function texturePhotoWidth({ cameras }: CameraSolution): number {
  const bytesAtWidthOne = cameras.reduce((sum, { width, height }) => sum + (3 * height) / width, 0)
  return Math.min(TEXTURE_PHOTO_WIDTH, Math.floor(Math.sqrt(TEXTURE_PHOTO_BYTES / bytesAtWidthOne)))
}
