import { resizeCamera } from '../../../src-shared/camera.ts'
import { areaResize } from '../../photos/area-resize.ts'
import type { PinholeView } from '../cpu/raster-constants.ts'
import { pinholeView } from '../cpu/step-settings.ts'
import type { TrainingView } from '../trainer.ts'

/** Photo sizes trained on: the whole, a half, a quarter. */
const LEVELS = 3

/** A photo at one size: its camera and its bytes, R G B, padded to whole words for the upload. */
export interface PhotoLevel {
  readonly view: PinholeView
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Every photo at every size, as the CPU backend has them. They stay in main memory; a step uploads the one it needs. */
export function photoLevels(views: readonly TrainingView[]): PhotoLevel[][] {
  return views.map(({ camera, image }) =>
    Array.from({ length: LEVELS }, (_, halvings) => {
      const width = Math.max(1, Math.round(image.width / 2 ** halvings))
      const height = Math.max(1, Math.round(image.height / 2 ** halvings))
      const { data } = areaResize(image, width, height)
      const bytes = new Uint8Array(Math.ceil(data.length / 4) * 4)
      bytes.set(data)
      return { view: pinholeView(resizeCamera(camera, width, height)), bytes }
    }),
  )
}
