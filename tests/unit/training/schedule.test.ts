import { describe, expect, it } from 'vitest'
import {
  degreeAt,
  densifiesAfter,
  halvingsAt,
  learningRates,
  opacityPullAt,
  splatsAt,
} from '../../../src-engine/training/schedule.ts'
import { TRAINING_RECIPE } from '../../../src-engine/training/training-recipe.ts'

const steps = 1000
const every = Array.from({ length: steps }, (_, step) => step)
const recipe = TRAINING_RECIPE

describe('the schedule of a training run', () => {
  it('goes from small photos to whole ones, and from one colour a splat to the highest degree', () => {
    expect(every.filter((step) => halvingsAt(step, steps, recipe) === 2)).toHaveLength(steps * recipe.quarterUntil)
    expect(every.filter((step) => halvingsAt(step, steps, recipe) > 0)).toHaveLength(steps * recipe.halfUntil)
    expect([0, steps * recipe.degreeEvery, steps - 1].map((step) => degreeAt(step, steps, 3, recipe))).toEqual([
      0, 1, 3,
    ])
  })

  it('adds splats in equal rounds up to the budget, in long runs and in short ones', () => {
    for (const length of [60, steps, 30_000]) {
      const rounds = Array.from({ length }, (_, step) => step).filter((step) => densifiesAfter(step, length, recipe))
      expect(rounds).toHaveLength(recipe.densifications)
      expect(rounds[0] / length).toBeGreaterThan(recipe.densifyFrom)
      expect(rounds[rounds.length - 1] / length).toBeLessThanOrEqual(recipe.densifyUntil)
    }
    expect(splatsAt(0, steps, 200, 1000, recipe)).toBe(200)
    expect(splatsAt(steps * recipe.densifyUntil, steps, 200, 1000, recipe)).toBe(1000)
  })

  it('lets positions settle all along, the other rates at the end', () => {
    const first = learningRates(0, steps, 2, recipe)
    const turn = learningRates(steps * recipe.settleFrom, steps, 2, recipe)
    const last = learningRates(steps, steps, 2, recipe)
    expect(first.positionRate).toBeCloseTo(2 * recipe.positionFirst, 12)
    expect(last.positionRate).toBeCloseTo(2 * recipe.positionLast, 12)
    for (const name of ['scaleRate', 'rotationRate', 'opacityRate', 'colorRate', 'harmonicsRate'] as const) {
      expect(turn[name]).toBe(first[name])
      expect(last[name]).toBeCloseTo(recipe.settleTo * first[name], 12)
    }
  })

  it('lets splats fade first and makes them opaque then', () => {
    expect(opacityPullAt(0, steps, recipe)).toBe(recipe.fadingPull)
    expect(opacityPullAt(steps - 1, steps, recipe)).toBe(-recipe.solidPull)
  })
})
