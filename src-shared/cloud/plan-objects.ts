import type { CloudFile, CloudManifest, FolderKind, LocalFile } from './cloud-manifest.ts'
import { nameWithHash, placeOf } from './object-place.ts'
import type { SyncState } from './sync-state.ts'

/** An object of the project that the cloud has: sizes in bytes, names below `<owner>/<project id>/`. */
export interface StoredObject {
  readonly bucket: string
  readonly name: string
  readonly bytes: number
}

export interface ObjectPlan {
  /** Every file of the version, with the object that holds or will hold it. */
  readonly files: readonly CloudFile[]
  /** Those that have to be sent. */
  readonly send: readonly CloudFile[]
}

/**
 * Says which objects a version needs. Objects are never written over: a file takes the place that the schema gives it
 * where that is free, else a name with its hash and this device in it. Only objects of the version that is replaced, and
 * those that this device has begun itself, are taken for what they are named; others may be cleared away by their owner
 * at any moment.
 */
export function planObjects(options: {
  readonly files: readonly LocalFile[]
  readonly kind: FolderKind
  readonly over: CloudManifest | null
  readonly stored: readonly StoredObject[]
  readonly begun: SyncState['begun']
  readonly deviceId: string
}): ObjectPlan {
  const { kind, deviceId } = options
  const paths = new Set(options.files.map(({ path }) => path))
  const before = new Map(options.over?.files.map((file) => [file.path, file]))
  const sizes = new Map(options.stored.map(({ bucket, name, bytes }) => [key(bucket, name), bytes]))
  const begun = new Map(options.begun.map(({ bucket, object, sha256 }) => [key(bucket, object), sha256]))
  const taken = new Set<string>()
  const send: CloudFile[] = []
  const files = options.files.map((file) => {
    const was = before.get(file.path)
    if (was && was.sha256 === file.sha256 && sizes.get(key(was.bucket, was.object)) === file.bytes) return was
    const place = placeOf(file.path, kind, paths)
    const isMine = (name: string) => begun.get(key(place.bucket, name)) === file.sha256
    const isFree = (name: string) => !sizes.has(key(place.bucket, name)) && !taken.has(key(place.bucket, name))
    const fits = isFree(place.name) || (isMine(place.name) && !taken.has(key(place.bucket, place.name)))
    const object = fits ? place.name : nameWithHash(place.name, `${file.sha256.slice(0, 12)}${deviceId.slice(0, 4)}`)
    taken.add(key(place.bucket, object))
    const planned = { ...file, bucket: place.bucket, object }
    const isThere = sizes.get(key(place.bucket, object)) === file.bytes && isMine(object)
    if (!isThere) send.push(planned)
    return planned
  })
  return { files, send }
}

/** Objects that no version needs any more once `now` is published: of the version before, and begun in vain. */
export function objectsToClear(
  now: CloudManifest,
  before: CloudManifest | null,
  begun: SyncState['begun'],
): { readonly bucket: string; readonly object: string }[] {
  const kept = new Set(now.files.map(({ bucket, object }) => key(bucket, object)))
  const candidates = [...(before?.files ?? []), ...begun].map(({ bucket, object }) => ({ bucket, object }))
  const unneeded = new Map(candidates.map((object) => [key(object.bucket, object.object), object]))
  for (const name of kept) unneeded.delete(name)
  return [...unneeded.values()]
}

function key(bucket: string, name: string): string {
  return `${bucket}/${name}`
}
