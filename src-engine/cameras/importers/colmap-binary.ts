import { COLMAP_MODELS } from './camera-models.ts'
import type { ColmapCamera, ColmapImage, ColmapModel, ColmapPoint } from './colmap-model.ts'

/** Reads a COLMAP model from its three binary files, little endian (https://colmap.github.io/format.html). */
export function parseColmapBinary(files: { cameras: Buffer; images: Buffer; points: Buffer }): ColmapModel {
  return {
    cameras: parseCameras(new Cursor(files.cameras)),
    images: parseImages(new Cursor(files.images)),
    points: parsePoints(new Cursor(files.points)),
  }
}

function parseCameras(file: Cursor): Map<number, ColmapCamera> {
  const cameras = new Map<number, ColmapCamera>()
  for (let left = file.count(); left > 0; left--) {
    const id = file.int32()
    const model = file.int32()
    const [width, height] = [file.count(), file.count()]
    const known = COLMAP_MODELS[model]
    if (!known) throw new Error(`camera model number ${model} is not known`)
    cameras.set(id, { model: known.name, width, height, params: file.doubles(known.parameters) })
  }
  return cameras
}

function parseImages(file: Cursor): ColmapImage[] {
  const images: ColmapImage[] = []
  for (let left = file.count(); left > 0; left--) {
    const id = file.int32()
    const rotation = file.doubles(4)
    const translation = file.doubles(3)
    const cameraId = file.int32()
    const name = file.text()
    const features = new Float64Array(2 * file.count())
    for (let i = 0; i < features.length; i += 2) {
      features[i] = file.double()
      features[i + 1] = file.double()
      // The point it belongs to; the points name their features themselves.
      file.skip(8)
    }
    images.push({ id, rotation, translation, cameraId, name, features })
  }
  return images
}

function parsePoints(file: Cursor): ColmapPoint[] {
  const points: ColmapPoint[] = []
  for (let left = file.count(); left > 0; left--) {
    file.skip(8)
    const position = file.doubles(3)
    const color = [file.byte(), file.byte(), file.byte()]
    file.skip(8)
    points.push({ position, color, track: Array.from({ length: 2 * file.count() }, () => file.int32()) })
  }
  return points
}

/** Reads one value after another; runs off the end with a RangeError, as Buffer does. */
class Cursor {
  private at = 0
  private readonly file: Buffer

  constructor(file: Buffer) {
    this.file = file
  }

  skip(bytes: number): void {
    this.at += bytes
  }

  byte(): number {
    this.at += 1
    return this.file.readUInt8(this.at - 1)
  }

  int32(): number {
    this.at += 4
    return this.file.readInt32LE(this.at - 4)
  }

  double(): number {
    this.at += 8
    return this.file.readDoubleLE(this.at - 8)
  }

  doubles(count: number): number[] {
    return Array.from({ length: count }, () => this.double())
  }

  /** A 64-bit size. More than the file has bytes means that this is something else. */
  count(): number {
    this.at += 8
    const value = Number(this.file.readBigUInt64LE(this.at - 8))
    if (value > Math.max(this.file.length, 1_000_000)) throw new RangeError(`a count of ${value} is more than there is`)
    return value
  }

  text(): string {
    const end = this.file.indexOf(0, this.at)
    if (end < 0) throw new RangeError('a name has no end')
    const text = this.file.toString('utf8', this.at, end)
    this.at = end + 1
    return text
  }
}
