import type { CloudFile, CloudManifest, FolderKind, LocalFile } from './cloud-manifest.ts'
import { nameWithHash, placeOf } from './object-place.ts'
import type { SyncState } from './sync-state.ts'

/** An object of the project that the cloud has: sizes in bytes, names below `<owner>/<project id>/`. */
export interface StoredObject {
  readonly bucket: string
  readonly name: string
  readonly bytes: number
  /** What the uploader said; null where nothing was said. */
  readonly sha256: string | null
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
  const stored = new Map(options.stored.map((object) => [key(object.bucket, object.name), object]))
  const begun = new Map(options.begun.map(({ bucket, object, sha256 }) => [key(bucket, object), sha256]))
  const taken = new Set<string>()
  const send: CloudFile[] = []
  const files = options.files.map((file) => {
    const was = before.get(file.path)
    const holds = (bucket: string, name: string) => {
      const found = stored.get(key(bucket, name))
      return found?.bytes === file.bytes && (found.sha256 ?? file.sha256) === file.sha256
    }
    if (was && was.sha256 === file.sha256 && holds(was.bucket, was.object)) return was
    const place = placeOf(file.path, kind, paths)
    const isMine = (name: string) => begun.get(key(place.bucket, name)) === file.sha256
    const isFree = (name: string) => !stored.has(key(place.bucket, name)) && !taken.has(key(place.bucket, name))
    const fits = isFree(place.name) || (isMine(place.name) && !taken.has(key(place.bucket, place.name)))
    const object = fits ? place.name : nameWithHash(place.name, `${file.sha256.slice(0, 12)}${deviceId.slice(0, 4)}`)
    taken.add(key(place.bucket, object))
    const planned = { ...file, bucket: place.bucket, object }
    if (!(isMine(object) && holds(place.bucket, object))) send.push(planned)
    return planned
  })
  return { files, send }
}

/**
 * What this device has left in the cloud that is not needed any more once a version is published: objects of the versions
 * it replaced, and those it began in vain.
 */
export function objectsToClear(
  now: CloudManifest,
  { begun, replaced }: Pick<SyncState, 'begun' | 'replaced'>,
): { readonly bucket: string; readonly object: string }[] {
  const left = new Map([...replaced, ...begun].map(({ bucket, object }) => [key(bucket, object), { bucket, object }]))
  for (const { bucket, object } of now.files) left.delete(key(bucket, object))
  return [...left.values()]
}

function key(bucket: string, name: string): string {
  return `${bucket}/${name}`
}
