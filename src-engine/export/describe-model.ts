import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { StudioError } from '../../src-shared/errors.ts'
import type { ModelFormat } from '../../src-shared/formats.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import { type ReadPhotosResult, readPhotos } from '../photos/read-photos.ts'
import { decodeGlb } from './read-glb.ts'
import { formatOf, readModelFile } from './read-model.ts'
import { readObj } from './read-obj.ts'
import { type ReadableSplatFormat, readableSplatFormat, readSplats } from './read-splats.ts'

/** Smallest box around all positions, world units, +Y up. */
interface Bounds {
  readonly min: readonly [number, number, number]
  readonly max: readonly [number, number, number]
}

export type ModelDescription =
  | ({ readonly kind: 'photos'; readonly path: string } & ReadPhotosResult)
  | {
      readonly kind: 'splats'
      readonly path: string
      readonly format: ReadableSplatFormat
      readonly bytes: number
      readonly splats: number
      readonly shDegree: number
      readonly bounds: Bounds | null
    }
  | {
      readonly kind: 'mesh'
      readonly path: string
      readonly format: ModelFormat
      readonly bytes: number
      readonly vertices: number
      readonly triangles: number
      readonly texture: { readonly width: number; readonly height: number; readonly mimeType: string } | null
      readonly bounds: Bounds | null
    }

/**
 * What a model file or a folder of photos holds. Throws `path_not_found`, `permission_denied`, `unsupported_format`,
 * and for photos what `readPhotos` throws.
 */
export async function describeModel(path: string, options: WorkOptions = {}): Promise<ModelDescription> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new StudioError('path_not_found', `There is nothing at ${path}.`, 'Check the path.', { cause })
  })
  if (found.isDirectory()) return { kind: 'photos', path, ...(await readPhotos(path, options)) }
  const splatFormat = readableSplatFormat(path)
  if (splatFormat) {
    const { count, shDegree, positions } = await readSplats(path)
    const bounds = boundsOf(positions)
    return { kind: 'splats', path, format: splatFormat, bytes: found.size, splats: count, shDegree, bounds }
  }
  const format = formatOf(path)
  if (format === 'usdz') {
    throw new StudioError(
      'unsupported_format',
      `${path} cannot be looked into: USDZ files are written, not read.`,
      'Look at the GLB or OBJ of the same model instead.',
    )
  }
  const file = await readModelFile(path)
  const bytes = file.length
  if (format === 'obj') {
    const { positions, triangles, materialLibrary } = readObj(file)
    const texture = materialLibrary ? await objTexture(dirname(path), materialLibrary) : null
    const bounds = boundsOf(positions)
    return { kind: 'mesh', path, format, bytes, vertices: positions.length / 3, triangles, texture, bounds }
  }
  const { positions, indices, baseColor } = await decodeGlb(file)
  const { width, height, mimeType } = baseColor
  return {
    ...{ kind: 'mesh', path, format, bytes, vertices: positions.length / 3, triangles: indices.length / 3 },
    texture: { width, height, mimeType },
    bounds: boundsOf(positions),
  }
}

async function objTexture(folder: string, materialLibrary: string) {
  try {
    const material = await readFile(join(folder, materialLibrary), 'utf8')
    const image = /^\s*map_Kd\s+(.+?)\s*$/m.exec(material)?.[1]
    if (!image) return null
    const { width, height, format } = await sharp(join(folder, image)).metadata()
    return { width, height, mimeType: `image/${format}` }
  } catch {
    // The mesh is described all the same; that its texture is missing shows as none.
    return null
  }
}

function boundsOf(positions: Float32Array): Bounds | null {
  if (positions.length === 0) return null
  const min: [number, number, number] = [positions[0], positions[1], positions[2]]
  const max: [number, number, number] = [...min]
  for (let i = 0; i < positions.length; i++) {
    const axis = i % 3
    if (positions[i] < min[axis]) min[axis] = positions[i]
    if (positions[i] > max[axis]) max[axis] = positions[i]
  }
  return { min, max }
}
