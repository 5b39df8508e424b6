import sharp from 'sharp'
import { writeAtomically } from '../../src-engine/files/write-atomically.ts'
import { loadPhoto } from '../../src-engine/photos/load-photo.ts'
import { photoProblem } from '../../src-engine/photos/photo-problem.ts'
import { type ProbedPhoto, probePhoto, readHeader } from '../../src-engine/photos/probe-photo.ts'

/** Longer side of a thumbnail in pixels: sharp at twice the size it is shown in a grid. */
const THUMBNAIL_EDGE = 320

/** Decodes and measures a file; where it is a usable photo its thumbnail is written. */
export async function inspectPhoto(path: string, thumbnail: string): Promise<ProbedPhoto> {
  const header = await readHeader(path).catch((cause: unknown) => ({ usable: false as const, ...photoProblem(cause) }))
  if ('usable' in header) return header
  const probed = await probePhoto(path, header)
  if (probed.usable) {
    const { data, width, height } = await loadPhoto(path, { maxEdge: THUMBNAIL_EDGE })
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 80 })
      .toBuffer()
    await writeAtomically(thumbnail, [jpeg])
  }
  return probed
}
