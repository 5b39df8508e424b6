import type { SyncState, Version } from './sync-state.ts'

/** The project's row, as far as deciding goes. */
export interface RemoteProject {
  readonly revision: number
  /** Null: announced, but no version has been sent whole yet. */
  readonly version: Version | null
  /** In the trash. */
  readonly deleted: boolean
}

/**
 * What is to be done so that both sides agree:
 * - `nothing`: they do;
 * - `settle`: they do, but a kill or another machine has left this one's records behind;
 * - `push`: this machine's version becomes the next; `revives` says that the cloud's is in the trash;
 * - `pull`: the cloud's version comes here;
 * - `conflict`: both have changed; the cloud's, even one in the trash, is kept as a copy beside this one, which then becomes
 *   the next version;
 * - `trash`: deleted elsewhere and unchanged here;
 * - `gone`: deleted elsewhere for good. What is here stays, and is no longer under sync.
 */
export type SyncPlan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'settle'; readonly version: Version }
  | { readonly kind: 'push'; readonly over: RemoteProject | null; readonly revives: boolean }
  | { readonly kind: 'pull'; readonly version: Version }
  | { readonly kind: 'conflict'; readonly version: Version }
  | { readonly kind: 'trash'; readonly version: Version }
  | { readonly kind: 'gone' }

/**
 * Decides from three versions: the folder's content hash, the cloud's row, and what both had in common last. No clock is
 * asked: only revisions and hashes count, so clocks may disagree. After each plan has been carried out, even in part,
 * planning again from what is then there leads on to the same end.
 */
export function planSync(
  local: { readonly contentHash: string },
  remote: RemoteProject | null,
  state: Pick<SyncState, 'base' | 'publishing' | 'settled'>,
): SyncPlan {
  const base = commonVersion(remote, state)
  if (!remote) return base ? { kind: 'gone' } : { kind: 'push', over: null, revives: false }
  const { version, revision, deleted } = remote
  if (!version) return { kind: 'push', over: remote, revives: deleted }
  const changedHere = local.contentHash !== base?.contentHash
  if (deleted && !changedHere) return { kind: 'trash', version }
  if (local.contentHash === version.contentHash) {
    if (deleted) return { kind: 'push', over: remote, revives: true }
    const known = state.base?.revision === revision && state.settled
    return known ? { kind: 'nothing' } : { kind: 'settle', version }
  }
  if (isUnchangedThere(version, base, base === state.publishing ? null : state.publishing))
    return { kind: 'push', over: remote, revives: deleted }
  return changedHere ? { kind: 'conflict', version } : { kind: 'pull', version }
}

/**
 * Whether the cloud holds what both sides had in common, by its content: the trash and the way back count revisions too. Not
 * so where a version of this machine may have arrived and been undone by another one since: that is a change there.
 */
function isUnchangedThere(version: Version, base: Version | null, publishing: Version | null): boolean {
  if (version.contentHash !== base?.contentHash) return false
  return version.revision === base.revision || publishing === null || version.revision < publishing.revision
}

/**
 * A version that was being published when the program ended counts from when the cloud has it; it may have been in the trash
 * and back since, which counts as revisions, and others may have gone on from it.
 */
export function commonVersion(
  remote: RemoteProject | null,
  { base, publishing }: Pick<SyncState, 'base' | 'publishing'>,
): Version | null {
  if (!publishing || !remote || remote.revision < publishing.revision) return base
  const { contentHash, manifest } = remote.version ?? {}
  const isOfIt = manifest?.history?.some(
    (past) => past.revision === publishing.revision && past.contentHash === publishing.contentHash,
  )
  return isOfIt || contentHash === publishing.contentHash ? publishing : base
}
