import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { type StoredArray, takeArray } from '../../../src-shared/array-file.ts'
import { type ViewsSummary, viewsSummarySchema } from '../../../src-shared/views-summary.ts'
import { writeAtomically } from '../../files/write-atomically.ts'
import { loadPhoto } from '../../photos/load-photo.ts'
import type { ShapeOfPhoto } from '../../views/inflated-shape.ts'
import { viewName } from '../../views/rig.ts'
import type { RigView, ViewsOfObject } from '../../views/views-of-object.ts'
import { readArrays, writeArrays } from '../array-file.ts'

/**
 * `view_00.png` and on for people and the cloud, `views.json` their cameras and what is known of them, `views.bin` bit for
 * bit their alpha and depth and the shape that they were drawn from.
 */
export async function saveObjectViews(folder: string, made: ViewsOfObject): Promise<string[]> {
  const { source, views, shape, frontPsnr } = made
  const pictures = views.map((_, k) => join(folder, viewName(k)))
  for (const [k, { image }] of views.entries()) {
    const { width, height, data } = image
    const png = await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer()
    await writeAtomically(pictures[k], [png])
  }
  const files = [join(folder, 'views.bin'), join(folder, 'views.json')]
  await writeArrays(files[0], { ...mapsOf(views), ...(shape && shapeArrays(shape)) })
  const summary = {
    source,
    views: views.map(({ camera, origin }) => ({ camera, origin })),
    frontPsnr,
    photoCamera: shape?.camera ?? null,
  }
  await writeAtomically(files[1], JSON.stringify(summary, null, 2))
  return [...pictures, ...files]
}

/** What is known of the views, without their pictures. */
export async function loadViewsSummary(folder: string): Promise<ViewsSummary> {
  return viewsSummarySchema.parse(JSON.parse(await readFile(join(folder, 'views.json'), 'utf8')))
}

/** @param picture The object's, that a shape may be painted with. */
export async function loadObjectViews(
  folder: string,
  picture: { readonly image: RigView['image'] } | null,
): Promise<ViewsOfObject> {
  const { source, views, frontPsnr, photoCamera } = await loadViewsSummary(folder)
  const arrays = await readArrays(join(folder, 'views.bin'))
  const loaded: RigView[] = []
  for (const [k, { camera, origin }] of views.entries()) {
    const image = await loadPhoto(join(folder, viewName(k)))
    const [alpha, depth] = [`alpha.${k}`, `depth.${k}`].map((name) => takeArray(arrays, name, Float32Array))
    loaded.push({ camera, image, alpha, depth, origin })
  }
  const shape = photoCamera && { camera: photoCamera, shape: shapeFrom(arrays, picture) }
  return { source, views: loaded, shape, frontPsnr }
}

function mapsOf(views: readonly RigView[]): Record<string, StoredArray> {
  return Object.fromEntries(
    views.flatMap(({ alpha, depth }, k) => [
      [`alpha.${k}`, alpha],
      [`depth.${k}`, depth],
    ]),
  )
}

function shapeArrays({ shape }: ShapeOfPhoto): Record<string, StoredArray> {
  const { positions, indices, observed, paint } = shape
  const surface = { positions, indices, observed }
  return paint.kind === 'picture' ? { ...surface, uvs: paint.uvs } : { ...surface, colours: paint.colours }
}

function shapeFrom(
  arrays: Record<string, StoredArray>,
  picture: { readonly image: RigView['image'] } | null,
): ShapeOfPhoto['shape'] {
  const surface = {
    positions: takeArray(arrays, 'positions', Float32Array),
    indices: takeArray(arrays, 'indices', Uint32Array),
    observed: takeArray(arrays, 'observed', Uint8Array),
  }
  if (arrays.colours) {
    return { ...surface, paint: { kind: 'vertices', colours: takeArray(arrays, 'colours', Uint8Array) } }
  }
  if (!picture) throw new Error('A shape that is painted with a picture was kept without it')
  return { ...surface, paint: { kind: 'picture', image: picture.image, uvs: takeArray(arrays, 'uvs', Float32Array) } }
}
