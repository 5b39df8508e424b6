import type { RgbImage } from '../../../src-shared/photo.ts'
import { betweenSteps, type WorkOptions } from '../../../src-shared/progress.ts'
import { imageTensor } from '../images/image-tensor.ts'
import { planesToImage } from '../images/tensor-image.ts'
import { floatsOf, unusable } from '../images/tensor-map.ts'
import { tilesOf } from '../images/tiles.ts'
import type { Model } from '../sessions/inference.ts'

/**
 * The picture with more detail, `card.scale` times as large. A large one goes through in tiles; of each only the middle
 * is kept, so that no seam shows and memory stays the same whatever its size. Throws as `Model.run`.
 */
export async function enhanceImage(
  model: Model<'enhance'>,
  image: RgbImage,
  options: WorkOptions = {},
): Promise<RgbImage> {
  const { card } = model
  const { scale } = card
  const tiles = tilesOf(image, card.tile, card.image.size.fit === 'exact')
  const width = image.width * scale
  const data = new Uint8Array(3 * width * image.height * scale)
  for (const [done, tile] of tiles.entries()) {
    await betweenSteps(options)
    const input = cutTile(image, tile)
    const { image: tensor } = await model.run('enhance', { image: await imageTensor(input, card.image) }, options)
    const size = { width: tile.width * scale, height: tile.height * scale }
    const [high, wide] = tensor.dims.slice(-2)
    if (wide !== size.width || high !== size.height) {
      throw unusable(
        card.title,
        `it gave ${wide} x ${high} for ${tile.width} x ${tile.height}, not ${scale} times that`,
      )
    }
    const enhanced = planesToImage(card.title, floatsOf(tensor), size, card.range)
    for (let y = tile.keepTop * scale; y < tile.keepBottom * scale; y++) {
      const row = 3 * ((y - tile.top * scale) * size.width)
      const from = row + 3 * (tile.keepLeft - tile.left) * scale
      const to = row + 3 * (tile.keepRight - tile.left) * scale
      data.set(enhanced.data.subarray(from, to), 3 * (y * width + tile.keepLeft * scale))
    }
    options.onProgress?.((done + 1) / tiles.length, `tile ${done + 1} of ${tiles.length}`)
  }
  return { width, height: image.height * scale, data }
}

/** A part of the picture; beyond its border the border is repeated. */
function cutTile(
  image: RgbImage,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
) {
  const data = new Uint8Array(3 * width * height)
  for (let y = 0; y < height; y++) {
    const row = Math.min(Math.max(top + y, 0), image.height - 1) * image.width
    for (let x = 0; x < width; x++) {
      const from = 3 * (row + Math.min(Math.max(left + x, 0), image.width - 1))
      for (let c = 0; c < 3; c++) data[3 * (y * width + x) + c] = image.data[from + c]
    }
  }
  return { width, height, data }
}
