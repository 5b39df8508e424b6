import { fileURLToPath } from 'node:url'

const RING_FOLDER = fileURLToPath(new URL('../../resources/samples/ring', import.meta.url))
/** The committed product photo and the true mask of its object. */
export const RING = { path: `${RING_FOLDER}/ring.jpg`, width: 1200, height: 900 }
export const RING_MASK = `${RING_FOLDER}/mask.png`
