import sharp from 'sharp'
import type { RgbImage } from '../../../src-shared/photo.ts'
import type { ImageInput } from '../cards/image-input.ts'
import type { Tensor } from '../cards/tensor-spec.ts'

/** A picture as a network's input [1, 3, height, width]: sized, scaled and normalised as the card says. */
export async function imageTensor(image: RgbImage, input: ImageInput): Promise<Tensor> {
  const { width, height } = inputSize(image, input.size)
  const { data } = await resized(image, width, height)
  return { data: normalised(data, input), dims: [1, 3, height, width] }
}

/** The size in pixels that a picture is given to the network at. */
function inputSize(image: { width: number; height: number }, size: ImageInput['size']) {
  if (size.fit === 'exact') return { width: size.width, height: size.height }
  if (size.fit === 'any') return { width: image.width, height: image.height }
  const scale = size.pixels / Math.min(image.width, image.height)
  const side = (length: number) => size.multipleOf * Math.max(1, Math.round((length * scale) / size.multipleOf))
  return { width: side(image.width), height: side(image.height) }
}

/** The picture stretched to a size, with Lanczos' kernel, the one these networks' own programs use. */
async function resized(image: RgbImage, width: number, height: number): Promise<RgbImage> {
  if (image.width === width && image.height === height) return image
  const { data } = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize({ width, height, fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) }
}

function normalised(pixels: Uint8Array, { channels, divideBy, mean, std }: ImageInput): Float32Array {
  const area = pixels.length / 3
  const values = new Float32Array(pixels.length)
  const divisor = divideBy === 'brightest' ? Math.max(1, brightest(pixels)) : divideBy
  for (let c = 0; c < 3; c++) {
    const from = channels === 'rgb' ? c : 2 - c
    const scale = 1 / (divisor * std[c])
    const shift = mean[c] / std[c]
    for (let i = 0; i < area; i++) values[c * area + i] = pixels[3 * i + from] * scale - shift
  }
  return values
}

function brightest(pixels: Uint8Array): number {
  let most = 0
  for (let i = 0; i < pixels.length; i++) if (pixels[i] > most) most = pixels[i]
  return most
}
