import type { RgbImage } from '../../src-shared/photo.ts'
import { serveTasks } from '../threads/serve-tasks.ts'

export interface GrabCutMessage {
  readonly image: RgbImage
  /** `LABEL` a pixel. */
  readonly labels: Uint8Array
  readonly iterations: number
  readonly seed: number
}

/** OpenCV needs a second to start, so it is loaded when there is something to cut out. */
async function openCv() {
  const { default: cv } = await import('@techstark/opencv-js')
  // The module has a `then` of its own that never lets go: it must not be awaited.
  await new Promise<void>((resolve) => {
    if (cv.Mat) resolve()
    else cv.onRuntimeInitialized = resolve
  })
  return { cv }
}

serveTasks(async ({ image, labels, iterations, seed }: GrabCutMessage): Promise<Uint8Array> => {
  const { cv } = await openCv()
  try {
    // k-means starts at random.
    cv.setRNGSeed(seed)
    const pixels = cv.matFromArray(image.height, image.width, cv.CV_8UC3, image.data)
    const mask = cv.matFromArray(image.height, image.width, cv.CV_8UC1, labels)
    const whole = new cv.Rect(0, 0, image.width, image.height)
    cv.grabCut(pixels, mask, whole, new cv.Mat(), new cv.Mat(), iterations, cv.GC_INIT_WITH_MASK)
    // An odd label is the object's, sure or not.
    return Uint8Array.from(mask.data, (label: number) => label & 1)
  } catch (error) {
    // C++ throws the address of its exception.
    throw typeof error === 'number' ? new Error(cv.exceptionFromPtr(error).msg.trim()) : error
  }
})
