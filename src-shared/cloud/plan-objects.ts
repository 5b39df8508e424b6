import type { CloudFile, CloudManifest, FolderKind, LocalFile } from './cloud-manifest.ts'
import { nameWith, placeOf } from './object-place.ts'
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
 * Says which objects a version needs. Objects are never written over, and a name that a version does without never comes
 * back: so whoever clears it away, however late, takes nothing from anybody. Only the objects of the version that is replaced
 * are used again, and those that this folder has begun itself. The first version takes the names that the schema gives;
 * later files get names that hold their content, who sends them (`writer`) and the version that they were begun for.
 */
export function planObjects(options: {
  readonly files: readonly LocalFile[]
  readonly kind: FolderKind
  /** Null: this is the first version. */
  readonly over: CloudManifest | null
  readonly stored: readonly StoredObject[]
  readonly begun: SyncState['begun']
  /** Tells this folder on this machine from all others that may send the project. */
  readonly writer: string
  /** The version's. */
  readonly revision: number
}): ObjectPlan {
  const { kind, over, begun, writer, revision } = options
  const paths = new Set(options.files.map(({ path }) => path))
  const before = new Map(over?.files.map((file) => [file.path, file]))
  const stored = new Map(options.stored.map((object) => [key(object.bucket, object.name), object]))
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
    const own = (of: number) => nameWith(place.name, `${file.sha256.slice(0, 12)}-${writer}-${of}`)
    const isFree = (name: string) => !taken.has(key(place.bucket, name))
    const mine = begun
      .filter(({ bucket, sha256 }) => bucket === place.bucket && sha256 === file.sha256)
      .map(({ object }) => object)
      // Another folder may have stored other content under a name that anybody takes.
      .filter((name) => !stored.has(key(place.bucket, name)) || holds(place.bucket, name))
      .filter((name) => isFree(name) && (isOwn(name, own) || (over === null && name === place.name)))
    const isForAnyone = over === null && isFree(place.name) && !stored.has(key(place.bucket, place.name))
    const object = mine[0] ?? (isForAnyone ? place.name : own(revision))
    taken.add(key(place.bucket, object))
    const planned = { ...file, bucket: place.bucket, object }
    if (!(mine.length > 0 && holds(place.bucket, object))) send.push(planned)
    return planned
  })
  return { files, send }
}

/** Whether a name is one that this folder gives, for whichever version. */
function isOwn(name: string, own: (revision: number) => string): boolean {
  const revision = Number(/-(\d+)(\.[^.]*)?$/.exec(name)?.[1] ?? Number.NaN)
  return name === own(revision)
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
