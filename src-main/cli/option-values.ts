import { InvalidArgumentError } from 'commander'
import { isModelFormat, MODEL_FORMATS, type ModelFormat } from '../../src-shared/formats.ts'
import {
  MODEL_SLOTS,
  type ModelSlot,
  modelSlotSchema,
  type ProviderChoice,
  providerChoiceSchema,
} from '../../src-shared/model-slots.ts'

/** A reader of whole numbers from `min` up. */
export function wholeNumber(min: number, max = 0xffffffff): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max) {
      const most = max < 0xffffffff ? `to ${max}` : 'or more'
      throw new InvalidArgumentError(`It takes a whole number, ${min} ${most}.`)
    }
    return value
  }
}

/** Reads a number above 0 and up to 1. */
export function shareOfOne(text: string): number {
  const value = Number(text)
  if (value > 0 && value <= 1) return value
  throw new InvalidArgumentError('It takes a number above 0 and up to 1.')
}

/** Reads `0,1,15`: views of the rig. */
export function viewNumbers(text: string): number[] {
  const views = text.split(',').map((word) => (word.trim() === '' ? Number.NaN : Number(word)))
  if (views.every((view) => Number.isInteger(view) && view >= 0 && view < 16)) return [...new Set(views)]
  throw new InvalidArgumentError('It takes numbers of views from 0 to 15, with commas between.')
}

/** Reads `glb,ply` and the like. */
export function modelFormats(text: string): ModelFormat[] {
  return text.split(',').map((word) => {
    const format = word.trim().toLowerCase()
    if (!isModelFormat(format))
      throw new InvalidArgumentError(`It takes ${MODEL_FORMATS.join(', ')}, with commas between.`)
    return format
  })
}

/** Reads the name of a step that a model can do. */
export function modelSlot(text: string): ModelSlot {
  const slot = modelSlotSchema.safeParse(text)
  if (slot.success) return slot.data
  throw new InvalidArgumentError(`It takes one of ${MODEL_SLOTS.join(', ')}.`)
}

/** Reads the name of what runs models. */
export function providerChoice(text: string): ProviderChoice {
  const choice = providerChoiceSchema.safeParse(text)
  if (choice.success) return choice.data
  throw new InvalidArgumentError(`It takes one of ${providerChoiceSchema.options.join(', ')}.`)
}
