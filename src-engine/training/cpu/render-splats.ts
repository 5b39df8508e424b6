import type { Camera } from '../../../src-shared/camera.ts'
import { betweenSteps, type WorkOptions } from '../../../src-shared/progress.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { defaultThreads } from '../../threads/worker-pool.ts'
import type { RenderedView } from '../trainer.ts'
import { copyRender, loadCloud } from './cloud-buffers.ts'
import { startRasterThreads } from './raster-threads.ts'
import { slotsFor } from './slot-capacity.ts'
import { pinholeView, RENDER, type StepSettings } from './step-settings.ts'

/**
 * Draws a cloud from each camera: colour, mean and median depth, alpha, each the size of its camera, which must have no
 * lens distortion. Yields one view at a time, so that a caller who folds them into something else holds only one.
 * Throws `cancelled`, `out_of_memory`.
 */
export async function* renderSplatViews(
  cloud: SplatCloud,
  cameras: readonly Camera[],
  options: WorkOptions = {},
): AsyncGenerator<RenderedView> {
  if (cameras.length === 0) return
  const width = Math.max(...cameras.map((camera) => camera.width))
  const height = Math.max(...cameras.map((camera) => camera.height))
  const threads = startRasterThreads(
    {
      threads: options.threads ?? defaultThreads(),
      capacity: cloud.count,
      shDegree: cloud.shDegree,
      width,
      height,
      slotCapacity: slotsFor(cloud.count, width, height),
      training: false,
      imageBytes: 0,
    },
    options.signal,
  )
  try {
    loadCloud(cloud, threads.buffers.splats)
    for (const [index, camera] of cameras.entries()) {
      await betweenSteps(options)
      await threads.run(renderSettings(camera, cloud.count, cloud.shDegree))
      options.onProgress?.((index + 1) / cameras.length, `view ${index + 1} of ${cameras.length}`)
      yield copyRender(threads.buffers, camera.width, camera.height)
    }
  } finally {
    await threads.close()
  }
}

/** The same as an array, in the order of the cameras. */
export async function renderSplats(
  cloud: SplatCloud,
  cameras: readonly Camera[],
  options: WorkOptions = {},
): Promise<RenderedView[]> {
  const views: RenderedView[] = []
  for await (const view of renderSplatViews(cloud, cameras, options)) views.push(view)
  return views
}

/** The order to draw `count` splats from a camera. */
export function renderSettings(camera: Camera, count: number, degree: number): StepSettings {
  return {
    command: RENDER,
    count,
    activeDegree: degree,
    view: pinholeView(camera),
    imageStart: 0,
    adamStep: 0,
    positionRate: 0,
    scaleRate: 0,
    rotationRate: 0,
    opacityRate: 0,
    colorRate: 0,
    harmonicsRate: 0,
    opacityPull: 0,
    flattening: 0,
    surfaceReach: 0,
    withSteepness: false,
    leftOut: 0,
    step: 0,
  }
}
