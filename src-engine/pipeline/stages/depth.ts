import type { DepthSummary } from '../../../src-shared/depth-summary.ts'
import { estimateDepths, type ViewDepth } from '../../depth/estimate-depths.ts'
import { sharedInference, slotModel } from '../../inference/slot-model.ts'
import { inferDisparity } from '../../inference/slots/infer-disparity.ts'
import { loadDepthSummary, saveViewDepths, summaryOf } from '../../library/results/view-depths.ts'
import type { ViewsOfObject } from '../../views/views-of-object.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'

/** A depth map and a heatmap a view: by the `depth` model in use, aligned to the geometry, or the geometry's own. */
export async function depthStage(
  run: Run,
  { result: { views }, inputsHash }: Staged<ViewsOfObject>,
): Promise<Staged<DepthSummary>> {
  const model = await slotModel('depth')
  let made: readonly ViewDepth[] = []
  const staged = await runStage<DepthSummary>(run, {
    stage: 'depth',
    inputs: { views: inputsHash, model: model?.card ?? null },
    make: async (work) => {
      made = await estimateDepths(views, {
        ...work,
        disparity: model ? (image, { signal, pause }) => inferDisparity(model, image, { signal, pause }) : undefined,
      })
      return summaryOf(made)
    },
    save: (folder) => saveViewDepths(folder, made),
    load: loadDepthSummary,
  })
  // Training needs the memory, and no model.
  await (await sharedInference()).release()
  return staged
}
