import type { TrainingRecipe } from './training-recipe.ts'

/** What changes over a training run of `steps` steps, as pure functions of the step (from 0) and the recipe. */

/** Halvings of the photo's size at a step: 2, 1 or 0. */
export function halvingsAt(step: number, steps: number, recipe: TrainingRecipe): number {
  const fraction = step / steps
  return fraction < recipe.quarterUntil ? 2 : fraction < recipe.halfUntil ? 1 : 0
}

/** Degree of the spherical harmonics in use. */
export function degreeAt(step: number, steps: number, highest: number, recipe: TrainingRecipe): number {
  return Math.min(highest, Math.floor(step / (steps * recipe.degreeEvery)))
}

/** Whether to densify after this step. */
export function densifiesAfter(step: number, steps: number, recipe: TrainingRecipe): boolean {
  const roundsBy = (done: number) => Math.floor(densified(done / steps, recipe) * recipe.densifications)
  return roundsBy(step + 1) > roundsBy(step)
}

/** Whether a densification comes after this step or a later one. */
export function densifiesFrom(step: number, steps: number, { densifyUntil }: TrainingRecipe): boolean {
  return step / steps < densifyUntil
}

/** Splats to have after the densification at this step: a straight line from the first count to the budget. */
export function splatsAt(step: number, steps: number, initial: number, budget: number, recipe: TrainingRecipe): number {
  return Math.round(initial + (budget - initial) * densified(step / steps, recipe))
}

/** How far densification has come at a fraction of the run, 0..1. */
function densified(fraction: number, { densifyFrom, densifyUntil }: TrainingRecipe): number {
  return Math.max(0, Math.min(1, (fraction - densifyFrom) / (densifyUntil - densifyFrom)))
}

export interface LearningRates {
  readonly positionRate: number
  readonly scaleRate: number
  readonly rotationRate: number
  readonly opacityRate: number
  readonly colorRate: number
  readonly harmonicsRate: number
}

/** Learning rates at a step; `extent` is the scene's size in world units. */
export function learningRates(step: number, steps: number, extent: number, recipe: TrainingRecipe): LearningRates {
  const { positionFirst, positionLast, scaleRate, rotationRate, opacityRate, colorRate, harmonicsRate } = recipe
  const positionRate = extent * positionFirst * (positionLast / positionFirst) ** (step / steps)
  const settled = Math.max(0, (step / steps - recipe.settleFrom) / (1 - recipe.settleFrom))
  const share = recipe.settleTo ** settled
  return {
    positionRate,
    scaleRate: share * scaleRate,
    rotationRate: share * rotationRate,
    opacityRate: share * opacityRate,
    colorRate: share * colorRate,
    harmonicsRate: share * harmonicsRate,
  }
}

/** Pull on every splat's opacity, in units of the loss: towards 0 where positive, towards 1 where negative. */
export function opacityPullAt(step: number, steps: number, recipe: TrainingRecipe): number {
  return step / steps < recipe.solidFrom ? recipe.fadingPull : -recipe.solidPull
}
