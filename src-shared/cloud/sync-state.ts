import { z } from 'zod'
import { cloudManifestSchema, filePathSchema, localFileSchema, sha256Schema } from './cloud-manifest.ts'

/** One version of a project in the cloud. */
const versionSchema = z.object({
  revision: z.int().positive(),
  name: z.string(),
  contentHash: sha256Schema,
  manifest: cloudManifestSchema,
})
export type Version = z.infer<typeof versionSchema>

const objectSchema = z.object({ bucket: z.string(), object: z.string(), sha256: sha256Schema })

/**
 * `.sync/state.json` of a project folder: that it is under sync, and what both sides had in common last. Each field that
 * a kill could leave behind the cloud is written before the cloud is changed.
 */
export const syncStateSchema = z.object({
  format: z.literal(1),
  projectId: z.uuid(),
  ownerId: z.uuid(),
  /** Where the account is: another server's project of that id is another project. */
  server: z.string(),
  /** Taken out of sync: nothing is sent or fetched, what is in the cloud stays there. */
  enabled: z.boolean(),
  /** What both sides had when they last agreed. */
  base: versionSchema.nullable(),
  /** Whether the rows of `base` have been written and what it replaced has been cleared away. */
  settled: z.boolean(),
  /** The version that may have been published already; only the cloud's row tells. */
  publishing: versionSchema.nullable(),
  /** Objects that sending was begun of and that no published version is known to hold: they can still become part of one. */
  begun: z.array(objectSchema),
  /** Objects of versions that this device has replaced, still to be cleared away. */
  replaced: z.array(objectSchema),
  lastSynced: z.iso.datetime().nullable(),
})
export type SyncState = z.infer<typeof syncStateSchema>

/** `.sync/apply.json`: a fetched version that is being put in place. It holds all that ending the work takes. */
export const applySchema = z.object({
  version: versionSchema,
  /** `was`: the SHA-256 of what the file held before; null where there was none. */
  write: z.array(localFileSchema.extend({ was: sha256Schema.nullable() })),
  remove: z.array(z.object({ path: filePathSchema, was: sha256Schema })),
})
export type Apply = z.infer<typeof applySchema>

export function newSyncState(of: Pick<SyncState, 'projectId' | 'ownerId' | 'server'>): SyncState {
  const empty = { base: null, settled: true, publishing: null, begun: [], replaced: [], lastSynced: null }
  return { format: 1, ...of, enabled: true, ...empty }
}
