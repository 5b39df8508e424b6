import type { TexturedMesh } from '../../../src-shared/mesh.ts'
import { partOf, type WorkOptions } from '../../../src-shared/progress.ts'
import { noPoints } from '../../cameras/no-points.ts'
import { loadTexturedMesh, saveTexturedMesh } from '../../library/results/textured-mesh.ts'
import type { TrainedSplats } from '../../library/results/trained-splats.ts'
import { buildMesh } from '../../mesh/build-mesh.ts'
import type { DepthView } from '../../mesh/types.ts'
import { renderSplatViews } from '../../training/cpu/render-splats.ts'
import type { ObjectView } from '../../views/object-view.ts'
import { paintedShape } from '../../views/painted-shape.ts'
import { texturedShape } from '../../views/textured-shape.ts'
import type { ViewsOfObject } from '../../views/views-of-object.ts'
import { presetOf, type ReconstructOptions } from '../options.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'

/** As many as a mesh of several photos has at most (build-mesh.ts). */
const TRIANGLES = { 128: 20_000, 256: 60_000, 384: 150_000 } as const

/**
 * A textured mesh of the object in one photo: the shape that its views were drawn from, painted by the photo or by what
 * its model says; of views without a shape the surface that the splats show.
 */
export function shapeSurfaceStage(
  run: Run,
  options: ReconstructOptions,
  { result: { shape }, inputsHash: viewsHash }: Staged<ViewsOfObject>,
  { result: views }: Staged<readonly ObjectView[]>,
  { result: splats, inputsHash: trainingHash }: Staged<TrainedSplats>,
): Promise<Staged<TexturedMesh>> {
  const { meshGrid: grid, textureSize } = presetOf(options)
  const triangles = TRIANGLES[grid]
  const made = shape ? { views: viewsHash } : { training: trainingHash, grid, seed: run.seed }
  return runStage<TexturedMesh>(run, {
    stage: 'surface',
    inputs: { ...made, triangles, textureSize },
    make: async (work) => {
      if (shape?.shape.paint.kind === 'picture') return texturedShape(shape.shape, triangles)
      if (shape) return paintedShape(shape.shape, views, { textureSize, triangles }, work)
      const depthViews = await splatDepth(splats, views, partOf(work, 0, 0.1))
      return buildMesh({
        ...partOf(work, 0.1, 1),
        depthViews,
        photos: views,
        // Views of the rig come without points.
        points: noPoints(),
        grid,
        textureSize,
        keepScene: false,
      })
    },
    save: saveTexturedMesh,
    load: loadTexturedMesh,
  })
}

async function splatDepth(
  { cloud }: TrainedSplats,
  views: readonly ObjectView[],
  work: WorkOptions,
): Promise<DepthView[]> {
  const cameras = views.map(({ camera }) => camera)
  const seen: DepthView[] = []
  for await (const { medianDepth, alpha } of renderSplatViews(cloud, cameras, work)) {
    seen.push({ camera: cameras[seen.length], depth: medianDepth, weight: alpha })
  }
  return seen
}
