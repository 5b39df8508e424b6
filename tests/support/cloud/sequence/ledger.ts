import { createHash } from 'node:crypto'

/** What must not get lost: contents of files, by their hash, and names of projects, each with where it came from. */
export interface Ledger {
  /** Made last by a user: to be in a project that is in step, or in one that is no longer under sync. */
  readonly wanted: Map<string, string>
  /** In projects that a user has put into the trash: to be there, or anywhere else. */
  readonly trashed: Map<string, string>
  /** Ids of projects whose folder a user has taken from a disk: what that folder had begun in the cloud nobody knows of. */
  readonly forgotten: Set<string>
  /** Fresh content, wanted from now on. */
  make(what: string, bytes?: number): Buffer
  want(hash: string, what: string): void
  /** A user has changed or removed it, knowing it. */
  drop(hash: string): void
  trash(hash: string): void
}

export function createLedger(seed: string): Ledger {
  const [wanted, trashed] = [new Map<string, string>(), new Map<string, string>()]
  let made = 0
  return {
    wanted,
    trashed,
    forgotten: new Set(),
    make: (what, bytes = 40) => {
      const content = Buffer.alloc(bytes, `${seed} ${made++} `)
      wanted.set(hashOf(content), what)
      return content
    },
    want: (hash, what) => void wanted.set(hash, what),
    drop: (hash) => {
      wanted.delete(hash)
      trashed.delete(hash)
    },
    trash: (hash) => {
      const what = wanted.get(hash)
      if (what === undefined) return
      wanted.delete(hash)
      trashed.set(hash, what)
    },
  }
}

export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** How the name of a project is kept in a ledger: a kept copy is called after what it is a copy of. */
export function nameEntry(name: string): string {
  return `name ${name.split(' (from')[0]}`
}
