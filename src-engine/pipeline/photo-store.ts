import { openScratchFile, type ScratchFile } from '../files/scratch-file.ts'
import { photoLevels } from '../training/photo-levels.ts'
import type { TrainingPhoto, TrainingView } from '../training/trainer.ts'

/** Holds photos for training in little memory, however many they are. */
interface PhotoStore {
  /** Takes photos one after the other, at every size trained on. */
  keep(views: AsyncIterable<TrainingView>): Promise<TrainingPhoto[]>
  /** Photos kept can no longer be read. */
  close(): Promise<void>
}

/** Memory for photos, bytes: sixty of them at 1600 x 1066. Reading the others from disk costs nothing beside a step. */
const MEMORY_FOR_PHOTOS = 256 * 2 ** 20

/** Photos beyond `memory` bytes, all sizes counted, are put aside in a scratch file in `folder`. */
export function openPhotoStore(folder: string, memory = MEMORY_FOR_PHOTOS): PhotoStore {
  let held = 0
  let scratch: ScratchFile | undefined

  async function keepOne(view: TrainingView): Promise<TrainingPhoto> {
    const { camera } = view
    const levels = photoLevels(view).map(({ data }) => data)
    const bytes = levels.reduce((sum, { length }) => sum + length, 0)
    if (held + bytes <= memory) {
      held += bytes
      return { camera, read: async (halvings, into) => into.set(levels[halvings]) }
    }
    scratch ??= await openScratchFile(folder)
    const file = scratch
    const starts: number[] = []
    for (const data of levels) starts.push(await file.append(data))
    return { camera, read: (halvings, into) => file.read(starts[halvings], into) }
  }

  return {
    keep: async (views) => {
      const photos: TrainingPhoto[] = []
      for await (const view of views) photos.push(await keepOne(view))
      return photos
    },
    close: async () => scratch?.close(),
  }
}
