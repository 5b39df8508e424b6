import { join, resolve } from 'node:path'
import type { TexturedMesh } from '../../../src-shared/mesh.ts'
import { betweenSteps } from '../../../src-shared/progress.ts'
import type { Output } from '../../../src-shared/report.ts'
import type { CameraSolution } from '../../cameras/types.ts'
import { exportModel } from '../../export/export-model.ts'
import { writeAtomically } from '../../files/write-atomically.ts'
import { loadOutputs, saveOutputs } from '../../library/results/outputs.ts'
import type { PhotoList } from '../../library/results/photo-list.ts'
import type { TrainedSplats } from '../../library/results/trained-splats.ts'
import { splitHeldOut } from '../held-out.ts'
import { holdsOut, outputsOf, type ReconstructOptions } from '../options.ts'
import { loadPinholeViews } from '../pinhole-views.ts'
import { drawPreview, type PreviewScene } from '../preview/draw-preview.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'

/** The models in the formats asked for, and a picture to judge them by. */
export async function exportStage(
  run: Run,
  options: ReconstructOptions,
  scene: PreviewScene,
  { result: splats, inputsHash: trainingHash }: Staged<TrainedSplats>,
  { result: mesh, inputsHash: surfaceHash }: Staged<TexturedMesh>,
): Promise<Output[]> {
  const models = outputsOf(options)
  const preview = options.preview === undefined ? null : resolve(options.preview)
  const seenFrom = scene.seenFrom.file

  const staged = await runStage<Output[]>(run, {
    stage: 'export',
    inputs: { training: trainingHash, surface: surfaceHash, models, preview, seenFrom },
    make: async (work) => {
      const outputs: Output[] = []
      for (const { format, path } of models) {
        await betweenSteps(work)
        work.onProgress?.(outputs.length / (models.length + 1), `Writing ${format}`)
        outputs.push(await exportModel({ mesh, cloud: splats.cloud, format, path }))
      }
      return outputs
    },
    save: async (folder, outputs) => {
      const picture = await drawPreview({ ...scene, cloud: splats.cloud, mesh, signal: run.signal })
      const pictures = [join(folder, 'preview.png'), ...(preview ? [preview] : [])]
      for (const path of pictures) await writeAtomically(path, [picture])
      return [...outputs.map(({ path }) => path), ...pictures, await saveOutputs(folder, outputs)]
    },
    load: loadOutputs,
  })
  return staged.result
}

/** What the preview of several photos shows: a photo never trained on says more of the result than one that was. */
export function photoScene(
  options: ReconstructOptions,
  { photos }: PhotoList,
  { cameras }: CameraSolution,
): PreviewScene {
  const { heldOut, trained } = splitHeldOut(cameras, holdsOut(options))
  const seenFrom = heldOut[0] ?? trained[0]
  return {
    seenFrom,
    loadPhoto: async (width, work) => (await loadPinholeViews(photos, [seenFrom], width, work))[0],
    cameras,
    cutOut: false,
  }
}
