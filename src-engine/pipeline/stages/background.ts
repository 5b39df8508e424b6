import { cutOut } from '../../background/cut-out.ts'
import { adviceOn } from '../../background/upload-checks.ts'
import { slotModel } from '../../inference/slot-model.ts'
import { matteModel } from '../../inference/slots/matte-model.ts'
import { type KeptCutOut, loadCutOut, saveCutOut } from '../../library/results/cut-out.ts'
import type { PhotoList } from '../../library/results/photo-list.ts'
import type { ReconstructOptions } from '../options.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'

/** The object cut out of the one photo, by the `background` model in use or the built-in method, corrected by strokes. */
export async function backgroundStage(
  run: Run,
  { strokes = [] }: ReconstructOptions,
  { result: { photos } }: Staged<PhotoList>,
): Promise<Staged<KeptCutOut>> {
  const [photo] = photos
  const model = await slotModel('background')
  return runStage<KeptCutOut>(run, {
    stage: 'background',
    // Without strokes the inputs are those of before there were any.
    inputs: {
      photo: photo.sha256,
      model: model?.card ?? null,
      seed: run.seed,
      ...(strokes.length > 0 && { strokes }),
    },
    make: async (work) => {
      const cut = await cutOut(photo, { ...work, strokes, model: matteModel(model) })
      return { ...cut, advice: adviceOn(cut.weaknesses) }
    },
    save: saveCutOut,
    load: loadCutOut,
  })
}
