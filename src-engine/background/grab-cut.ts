import type { RgbImage } from '../../src-shared/photo.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import { startWorkerPool } from '../threads/worker-pool.ts'
import type { GrabCutMessage } from './grab-cut.worker.ts'
import { LABEL } from './grab-cut-labels.ts'

/** Rounds of colour models and cuts; the test photos change by under a thousandth of their pixels after these. */
const ITERATIONS = 6

/**
 * GrabCut (Rother, Kolmogorov, Blake 2004) by OpenCV's WASM, on a thread of its own that ends with the work, because
 * WASM memory never shrinks. Cost: about a second to start and one or two for 512 x 512 pixels.
 *
 * @param labels The first labels, `LABEL` a pixel: width * height.
 * @returns 1 where the object is: width * height.
 * @throws StudioError `cancelled`; Error where picture, labels and size do not fit each other, and what OpenCV says.
 */
export async function grabCut(image: RgbImage, labels: Uint8Array, options: WorkOptions = {}): Promise<Uint8Array> {
  const { width, height, data } = image
  // OpenCV would say "offset is out of bounds" to arrays that are too long, and make up the rest of short ones.
  if (data.length !== 3 * width * height || labels.length !== width * height) {
    throw new Error(
      `GrabCut got ${data.length} values and ${labels.length} labels for a picture of ${width} x ${height} pixels`,
    )
  }
  const object = labels.some((label) => label === LABEL.object || label === LABEL.maybeObject)
  const background = labels.some((label) => label === LABEL.background || label === LABEL.maybeBackground)
  // Both colour models need something to learn from.
  if (!object || !background) return new Uint8Array(labels.length).fill(object ? 1 : 0)
  const { signal, pause, seed = 0 } = options
  const pool = startWorkerPool(new URL('./grab-cut.worker.ts', import.meta.url), { signal, pause, threads: 1 })
  try {
    const message: GrabCutMessage = { image, labels, iterations: ITERATIONS, seed }
    return await pool.run<Uint8Array>(message)
  } finally {
    await pool.close()
  }
}
