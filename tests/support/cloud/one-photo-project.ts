import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { ViewDepth } from '../../../src-engine/depth/estimate-depths.ts'
import { exportModel } from '../../../src-engine/export/export-model.ts'
import { saveObjectViews } from '../../../src-engine/library/results/object-views.ts'
import { saveRefinement, saveVersion } from '../../../src-engine/library/results/refinement.ts'
import { saveViewDepths } from '../../../src-engine/library/results/view-depths.ts'
import type { EnhancedView } from '../../../src-engine/refine/collect-sums.ts'
import { overallQuality } from '../../../src-engine/refine/quality.ts'
import { rigCameras } from '../../../src-engine/views/rig.ts'
import { exportPath } from '../../../src-main/host/exports.ts'
import { openLibrary } from '../../../src-main/host/library-shelf.ts'
import { projectPaths, type StoredProject } from '../../../src-main/host/stored-project.ts'
import { ONE_PHOTO_STAGES } from '../../../src-shared/events.ts'
import { MODEL_FORMATS } from '../../../src-shared/formats.ts'
import type { RgbImage } from '../../../src-shared/photo.ts'
import type { RefinementIteration } from '../../../src-shared/refinement.ts'
import { waitingStage } from '../../../src-shared/studio-api/with-stage.ts'
import { finishStages } from '../finished-stages.ts'
import { sphereMesh } from '../sphere-mesh.ts'
import { randomSplats } from '../test-models.ts'

/** Pixels: pictures are small, all else is as a run leaves it. */
const SIZE = 8
/** Views that the iterations of the refinement have enhanced. */
const CHOSEN = [0, 5, 15]

/** A finished project of one photo, refined twice and exported to every format, by the functions that runs write with. */
export async function onePhotoProject(library: string): Promise<string> {
  const shelf = await openLibrary(library)
  const project = await shelf.create('Ring')
  const { work, photos } = projectPaths(project.folder)
  const picture = sharp({ create: { width: SIZE, height: SIZE, channels: 3, background: '#c63' } })
  const bytes = await picture.clone().png().toBuffer()
  const mesh = sphereMesh(6, { mimeType: 'image/png', width: SIZE, height: SIZE, bytes })
  const made = { cloud: randomSplats(30, 1), mesh }
  await finishStages(work, made)
  await mkdir(photos)
  await picture.clone().jpeg().toFile(join(photos, 'ring.jpg'))
  await picture.clone().png().toFile(join(work, 'processed.png'))
  await saveViews(work)
  await refineTo(work, 2, 1)
  for (const format of MODEL_FORMATS) {
    await exportModel({ ...made, format, path: await exportPath(project, format) })
  }
  await recordRun(project)
  shelf.close()
  return project.folder
}

/** Leaves a refinement of so many iterations behind. */
export async function refineTo(work: string, last: number, best: number): Promise<void> {
  const folder = join(work, 'refine')
  const cloud = randomSplats(30, 1)
  const iterations: RefinementIteration[] = []
  for (let n = 0; n <= last; n++) {
    const quality = {
      psnr: 24 + n / 3,
      ssim: 0.9 + n / 70,
      lpips: n === 0 ? null : 0.2 / n,
      avgDepthConsistency: 0.7 + n / 30,
      avgFeatureSimilarity: 0.6 + n / 30,
    }
    const version = {
      ...quality,
      iterationNumber: n,
      cloud,
      learningRate: 0.5 * 0.8 ** n,
      viewsProcessed: n === 0 ? 0 : CHOSEN.length,
      overallQuality: overallQuality(quality),
      photoPsnr: 25 + n,
      rolledBack: false,
      converged: n === last,
      processingTime: 1.25 * n,
      viewQualities: CHOSEN.map((index) => ({ ...quality, psnr: quality.psnr - index / 7 })),
      enhanced: n === 0 ? [] : CHOSEN.map(enhancedView),
    }
    iterations.push(await saveVersion(folder, version, CHOSEN))
  }
  await mkdir(folder, { recursive: true })
  await saveRefinement(folder, { enhancedBy: null, perceptualBy: 'A perceptual model', best, iterations })
}

function enhancedView(viewIndex: number): EnhancedView {
  const gates = { depthAccepted: true, featuresAccepted: viewIndex > 0, depthScore: 0.8, featureDrift: 0.1 }
  return { viewIndex, rendered: plain(40), enhanced: plain(90), featureSimilarity: 0.75, ...gates }
}

async function saveViews(work: string): Promise<void> {
  const alpha = new Float32Array(SIZE ** 2).fill(1)
  const views = rigCameras(SIZE).map((camera, k) => ({
    camera,
    image: plain(10 * k),
    alpha,
    depth: alpha.map((one) => one + k / 100),
    origin: k < 4 ? ('observed' as const) : ('guessed' as const),
  }))
  const depths = views.map(
    ({ depth }, k): ViewDepth => ({
      width: SIZE,
      height: SIZE,
      data: depth,
      confidence: alpha,
      source: 'geometry',
      minDepth: depth[0],
      maxDepth: depth[0] + k / 3,
      meanDepth: depth[0] + k / 7,
      confidenceScore: 1 - k / 17,
    }),
  )
  for (const name of ['views', 'depth']) await mkdir(join(work, name))
  await saveObjectViews(join(work, 'views'), { source: 'built-in', views, shape: null, frontPsnr: 27.5 })
  await saveViewDepths(join(work, 'depth'), depths)
}

function plain(value: number): RgbImage {
  return { width: SIZE, height: SIZE, data: new Uint8Array(3 * SIZE ** 2).fill(value) }
}

async function recordRun(project: StoredProject): Promise<void> {
  const done = { state: 'finished', fraction: 1, seconds: 1 } as const
  project.run.state = 'completed'
  project.run.stages = ONE_PHOTO_STAGES.map((stage) => ({ ...waitingStage(stage), ...done }))
  await project.saveRun()
  await writeFile(join(project.folder, 'edits.json'), '{}')
}
