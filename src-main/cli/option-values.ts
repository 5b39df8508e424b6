import { InvalidArgumentError } from 'commander'
import { isModelFormat, MODEL_FORMATS, type ModelFormat } from '../../src-shared/formats.ts'
import { MODEL_SLOTS, type ModelSlot, modelSlotSchema } from '../../src-shared/model-slots.ts'

/** A reader of whole numbers from `min` up. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > 0xffffffff) {
      throw new InvalidArgumentError(`It takes a whole number, ${min} or more.`)
    }
    return value
  }
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
