/** How the sync of a project has ended. `sent` and `fetched` are bytes of files. */
export type SyncOutcome =
  /** Both sides are the same now. */
  | {
      readonly kind: 'in-step'
      readonly did: 'nothing' | 'sent' | 'fetched'
      readonly sent: number
      readonly fetched: number
    }
  /** Both had changed: this machine's version is in the cloud, the other is kept as the project in `folder`. */
  | {
      readonly kind: 'both-kept'
      readonly folder: string
      readonly name: string
      readonly sent: number
      readonly fetched: number
    }
  /** Deleted on another machine; here it lies in the trash, in this folder. */
  | { readonly kind: 'trashed'; readonly folder: string }
  /** Deleted for good on another machine; it stays here, no longer under sync. */
  | { readonly kind: 'gone' }
  /** Not now, but later by itself. */
  | {
      readonly kind: 'pending'
      readonly reason: 'offline' | 'metered' | 'running' | 'changing'
      readonly message: string
    }
  /** The user has not put it under sync, or has taken it out. */
  | { readonly kind: 'not-under-sync' }
