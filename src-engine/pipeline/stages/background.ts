import { cutOut } from '../../background/cut-out.ts'
import { slotModel } from '../../inference/slot-model.ts'
import { inferMatte } from '../../inference/slots/infer-matte.ts'
import { type KeptCutOut, loadCutOut, saveCutOut } from '../../library/results/cut-out.ts'
import type { PhotoList } from '../../library/results/photo-list.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'

/** The object cut out of the one photo, by the `background` model in use or the built-in method. */
export async function backgroundStage(
  run: Run,
  { result: { photos } }: Staged<PhotoList>,
): Promise<Staged<KeptCutOut>> {
  const [photo] = photos
  const model = await slotModel('background')
  return runStage<KeptCutOut>(run, {
    stage: 'background',
    inputs: { photo: photo.sha256, model: model?.card ?? null, seed: run.seed },
    make: (work) =>
      cutOut(photo, {
        ...work,
        model: model ? (image, { signal, pause }) => inferMatte(model, image, { signal, pause }) : undefined,
      }),
    save: saveCutOut,
    load: loadCutOut,
  })
}
