import type { Bucket, FolderKind } from './cloud-manifest.ts'

/** Where a file's object belongs: the name below `<owner>/<project id>/` that the cloud's schema gives it. */
export interface ObjectPlace {
  readonly bucket: Bucket
  readonly name: string
}

const OCTETS = 'application/octet-stream'
const IMAGE_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  heif: 'image/heif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
}
const MODEL_TYPES: Readonly<Record<string, string>> = {
  glb: 'model/gltf-binary',
  obj: 'model/obj',
  usdz: 'model/vnd.usdz+zip',
}

/** What the pipeline's folder holds that the schema knows by name. */
const OF_PIPELINE: readonly (readonly [RegExp, Bucket])[] = [
  [/^processed\.png$/, 'processed-images'],
  [/^views\/view_\d\d\.png$/, 'multiview-images'],
  [/^depth\/view_\d\d(\.npy|_heatmap\.png)$/, 'depth-maps'],
  [/^enhanced\/iter_\d+\/(rendered|enhanced)_\d\d\.png$/, 'enhanced-views'],
  [/^models\/v\d+\.ply$/, '3d-models'],
]

/**
 * The place of a file of a project folder. Files that the schema has no name for go to `files/` among the models, whose
 * bucket takes any bytes; their path is one name there, so that listing them takes no walk through folders. `paths`: all
 * files of the folder, since one photo alone is the `original`.
 */
export function placeOf(path: string, kind: FolderKind, paths: ReadonlySet<string>): ObjectPlace {
  const inPipeline = kind === 'pipeline' ? path : path.startsWith('work/') ? path.slice('work/'.length) : null
  if (inPipeline !== null) {
    const known = OF_PIPELINE.find(([pattern]) => pattern.test(inPipeline))
    if (known) return { bucket: known[1], name: inPipeline }
    const hasVersions = [...paths].some((other) => other.endsWith('models/v0.ply'))
    if (inPipeline === 'training/splats.ply' && !hasVersions) return model('models/v0.ply')
  } else {
    const exported = /^exports\/(\w+)\/\{id\}\.\w+$/.exec(path)
    if (exported) return model(`models/final.${exported[1]}`)
    if (path.startsWith('photos/') && typeOf(path).startsWith('image/')) return photo(path, paths)
  }
  return { bucket: '3d-models', name: `files/${safeName(path)}` }
}

/** What an object is, by its name; those that the schema has no name for are bytes. */
export function contentTypeOf(object: string): string {
  return object.startsWith('files/') ? OCTETS : typeOf(object)
}

/** The name with something in it that tells it apart, before what it ends in. */
export function nameWith(name: string, mark: string): string {
  const dot = name.lastIndexOf('.')
  const at = dot > name.lastIndexOf('/') ? dot : name.length
  return `${name.slice(0, at)}.${mark}${name.slice(at)}`
}

function photo(path: string, paths: ReadonlySet<string>): ObjectPlace {
  const alone = [...paths].filter((other) => other.startsWith('photos/')).length === 1
  const name = alone ? `original.${extensionOf(path)}` : `photos/${safeName(path.slice('photos/'.length))}`
  return { bucket: 'project-uploads', name }
}

function model(name: string): ObjectPlace {
  return { bucket: '3d-models', name }
}

function typeOf(name: string): string {
  const extension = extensionOf(name)
  return IMAGE_TYPES[extension] ?? MODEL_TYPES[extension] ?? OCTETS
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase()
}

/** Storage takes few characters in names; any other byte becomes `=` and two hex digits, so that names stay distinct. */
function safeName(name: string): string {
  const bytes = (character: string) =>
    Array.from(new TextEncoder().encode(character), (byte) => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`)
  return name.replace(/[^\w.-]/gu, (character) => bytes(character).join(''))
}
