import type { SupabaseClient } from '@supabase/supabase-js'
import type { Backoff } from './backoff.ts'
import type { Bandwidth } from './bandwidth.ts'

/** A Supabase project and who is signed in to it. The client's `fetch` should be `patientFetch`. */
export interface CloudAccount {
  readonly client: SupabaseClient
  /** The project's address, as the client was made with. */
  readonly url: string
}

/** What sending and fetching the files of one project takes. */
export interface Transfer extends CloudAccount {
  readonly ownerId: string
  readonly projectId: string
  /** The project's folder here. */
  readonly folder: string
  /** Objects that hold contents already, by `contentKey`: they are copied in the cloud instead of sent. */
  readonly elsewhere?: ReadonlyMap<string, string>
  readonly bandwidth: Bandwidth
  readonly backoff: Backoff
  /** Milliseconds without a byte after which a connection counts as lost. */
  readonly stallMs: number
  readonly signal?: AbortSignal
  /** Bytes that have gone through, as they do. May be taken back (negative) when they have to go again. */
  readonly onBytes: (bytes: number) => void
}

/** Where a project's objects lie in their buckets. */
export function objectsPath({ ownerId, projectId }: Pick<Transfer, 'ownerId' | 'projectId'>): string {
  return `${ownerId}/${projectId}`
}

export function objectName(of: Pick<Transfer, 'ownerId' | 'projectId'>, object: string): string {
  return `${objectsPath(of)}/${object}`
}

/** What a content is known by in a bucket; the storage service copies within one. */
export function contentKey({ bucket, sha256 }: { readonly bucket: string; readonly sha256: string }): string {
  return `${bucket} ${sha256}`
}
