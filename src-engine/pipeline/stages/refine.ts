import type { DepthSummary } from '../../../src-shared/depth-summary.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import type { Refinement } from '../../../src-shared/refinement.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { sharedInference, slotModel } from '../../inference/slot-model.ts'
import { hashJson } from '../../library/content-hash.ts'
import {
  clearVersions,
  filesOfVersions,
  loadRefinement,
  loadVersion,
  saveRefinement,
  saveVersion,
} from '../../library/results/refinement.ts'
import type { TrainedSplats } from '../../library/results/trained-splats.ts'
import { loadViewDepths } from '../../library/results/view-depths.ts'
import { enhanceByModel, perceptualByModel } from '../../refine/by-model.ts'
import { refineSplats } from '../../refine/refine-splats.ts'
import type { ObjectView } from '../../views/object-view.ts'
import type { ViewsOfObject } from '../../views/views-of-object.ts'
import { presetOf, type ReconstructOptions } from '../options.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'
import { previewWriter } from './training-run.ts'

/** Trained splats in the version that is used, and how it came about. */
export interface RefinedModel extends TrainedSplats {
  readonly refinement: Refinement
  readonly version: number
}

/**
 * The splats refined view by view (refine-splats.ts). Each iteration is a version of the model, kept with what it saw; what
 * follows is made of the best, or of the one that is asked for.
 *
 * Throws `bad_arguments` where there is no such version or view, and what the models throw.
 */
export async function refineStage(
  run: Run,
  options: ReconstructOptions,
  { result: { views }, inputsHash: viewsHash }: Staged<ViewsOfObject>,
  { result: depths, inputsHash: depthHash }: Staged<DepthSummary>,
  { result: seen }: Staged<readonly ObjectView[]>,
  { result: trained, inputsHash: trainingHash }: Staged<TrainedSplats>,
): Promise<Staged<RefinedModel>> {
  const { refineIterations } = presetOf(options)
  const {
    iterations = refineIterations,
    learningRate,
    views: chosen = views.map((_, i) => i),
    version,
  } = options.refine ?? {}
  if (chosen.some((index) => index >= views.length)) throw noSuchView(views.length)
  const [enhanceModel, perceptualModel] = [await slotModel('enhance'), await slotModel('perceptual')]
  const depthFolder = run.project.stageFolder('depth')
  const folder = run.project.stageFolder('refine')
  const staged = await runStage<Refinement>(run, {
    stage: 'refine',
    inputs: {
      views: viewsHash,
      depth: depthHash,
      training: trainingHash,
      iterations,
      learningRate,
      chosen,
      models: { enhance: enhanceModel?.card ?? null, perceptual: perceptualModel?.card ?? null },
      seed: run.seed,
    },
    make: async (work) => {
      await clearVersions(folder)
      const known = await loadViewDepths(depthFolder, depths, views)
      let refinement: Refinement = {
        enhancedBy: enhanceModel?.card.title ?? null,
        perceptualBy: perceptualModel?.card.title ?? null,
        best: 0,
        iterations: [],
      }
      await refineSplats(trained.cloud, {
        ...work,
        views: views.map((view, i) => ({ ...view, depth: known[i].data, confidence: known[i].confidence })),
        photo: seen[0],
        chosen,
        learningRate,
        iterations,
        enhance: enhanceModel ? enhanceByModel(enhanceModel) : undefined,
        perceptual: perceptualModel ? perceptualByModel(perceptualModel) : undefined,
        onVersion: async (made, best) => {
          const iteration = await saveVersion(folder, made, chosen)
          refinement = { ...refinement, best, iterations: [...refinement.iterations, iteration] }
          await saveRefinement(folder, refinement)
          run.emit({ type: 'refinement', iteration, best })
          if (options.livePreview !== undefined && iteration.iterationNumber > 0) {
            await previewWriter(run, options.livePreview)(made.cloud, trained.steps)
          }
        },
      })
      return refinement
    },
    save: async (_, refinement) => [...filesOfVersions(folder, refinement), await saveRefinement(folder, refinement)],
    load: loadRefinement,
  })
  if (enhanceModel || perceptualModel) await (await sharedInference()).release()
  const refinement = staged.result
  const used = version ?? refinement.best
  const cloud = await versionOf(folder, refinement, used)
  return {
    result: { ...trained, cloud, refinement, version: used },
    inputsHash: hashJson({ refine: staged.inputsHash, used }),
  }
}

async function versionOf(folder: string, { iterations }: Refinement, wanted: number): Promise<SplatCloud> {
  if (iterations[wanted]) return loadVersion(folder, iterations[wanted])
  throw new StudioError(
    'bad_arguments',
    `There is no version ${wanted} of the model: refining has led to versions 0 to ${iterations.length - 1}.`,
    'Choose one of these, or none for the best.',
  )
}

function noSuchView(count: number): StudioError {
  return new StudioError('bad_arguments', 'There is no such view to refine.', `Views are numbered 0 to ${count - 1}.`)
}
