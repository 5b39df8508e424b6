import type { PinholeView } from './cpu/raster-constants.ts'
import { pinholeView } from './cpu/step-settings.ts'
import { LEVELS, levelCamera, photoBytes } from './photo-levels.ts'
import type { TrainingPhoto } from './trainer.ts'

/** The photo of a step: in which slot its bytes lie until the next is taken, how many they are, and its camera. */
interface QueuedPhoto {
  readonly slot: number
  readonly bytes: number
  readonly view: PinholeView
}

/** The photos of the steps to come, in their order; reading keeps ahead of taking. One `take` at a time. */
interface PhotoQueue {
  take(): Promise<QueuedPhoto>
  /** Resolves once nothing is being read any more. */
  close(): Promise<void>
}

interface PhotoQueueOptions {
  readonly photos: readonly TrainingPhoto[]
  /** Memory for photos, each slot as large as the largest; all but the one in use are read ahead into. */
  readonly slots: readonly Uint8Array[]
  readonly firstStep: number
  readonly steps: number
  /** Number of the photo of the next step: asked once a step, in the order of the steps. */
  readonly nextPhoto: () => number
  readonly halvingsAt: (step: number) => number
}

/** Slots that give a slow disk the time of two steps. */
export const PHOTO_SLOTS = 3

/** Bytes of a slot that holds the largest of the photos, in whole words. */
export function slotBytes(photos: readonly TrainingPhoto[]): number {
  return 4 * Math.ceil(Math.max(...photos.map(({ camera }) => photoBytes(camera))) / 4)
}

export function createPhotoQueue(options: PhotoQueueOptions): PhotoQueue {
  const { photos, slots, firstStep, steps, nextPhoto, halvingsAt } = options
  const views = photos.map(({ camera }) =>
    Array.from({ length: LEVELS }, (_, halvings) => pinholeView(levelCamera(camera, halvings))),
  )
  const reading: Promise<QueuedPhoto>[] = []
  let next = firstStep

  function readNext(): void {
    const slot = (next - firstStep) % slots.length
    const halvings = halvingsAt(next)
    const photo = nextPhoto()
    next++
    const view = views[photo][halvings]
    const bytes = 3 * view.width * view.height
    const read = photos[photo].read(halvings, slots[slot].subarray(0, bytes)).then(() => ({ slot, bytes, view }))
    // A failure is told when the photo's turn comes, not before.
    read.catch(() => {})
    reading.push(read)
  }

  return {
    take: async () => {
      // The slot of the photo taken before is free now.
      while (reading.length < slots.length && next < steps) readNext()
      const first = reading.shift()
      if (!first) throw new Error(`The run has ${steps} steps, and they are done.`)
      return first
    },
    close: async () => {
      await Promise.allSettled(reading)
    },
  }
}
