import { basename } from 'node:path'
import { asStudioError } from '../../../src-shared/as-studio-error.ts'
import type { StudioError } from '../../../src-shared/errors.ts'
import type { CloudAccount } from '../../cloud/sync/cloud-account.ts'
import { type CloudStatus, cloudStatus } from '../../cloud/sync/cloud-status.ts'
import { projectsUnderSync } from '../../cloud/sync/local-projects.ts'
import { type ProjectChange, watchProjects } from '../../cloud/sync/watch-projects.ts'
import type { LibraryShelf } from '../library-shelf.ts'
import { statusOffline } from './cloud-entries.ts'

/** How the projects of an account stand, kept true while it is followed. */
export interface AccountProjects {
  list(): readonly CloudStatus[]
  /** Why the cloud could not be asked last time; what is listed may be old. */
  error(): StudioError | null
  /** Compares library and cloud anew; one that is asked for while another is under way follows it. Resolves when it has ended, never rejects. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/**
 * Follows an account. `onChange` is called whenever the list has changed; `onCompared` after each comparison, with whether the
 * connection is new.
 */
export function followAccount(
  account: CloudAccount,
  ownerId: string,
  library: LibraryShelf,
  { onChange, onCompared }: { onChange: () => void; onCompared: (reconnected: boolean) => void },
): AccountProjects {
  const ended = new AbortController()
  let statuses: readonly CloudStatus[] = []
  let error: StudioError | null = null
  let underWay: Promise<void> | null = null
  /** The comparison that follows the one under way. */
  let next: Promise<void> | null = null
  let hasReconnected = false

  /** What is new under sync here is shown before the cloud has answered, which it may not. */
  const listLocal = async () => {
    const ours = (await projectsUnderSync(library.folder)).filter(
      ({ state }) => state.enabled && state.ownerId === ownerId && state.server === account.url,
    )
    const names = new Map(library.list().map(({ id, record }) => [id, record.name]))
    const known = new Set(statuses.map(({ projectId, folder }) => `${projectId} ${folder}`))
    const fresh = ours.filter(({ state, folder }) => !known.has(`${state.projectId} ${folder}`))
    if (fresh.length === 0) return
    const ids = new Set(fresh.map(({ state }) => state.projectId))
    statuses = [
      ...statuses.filter(({ projectId }) => !ids.has(projectId)),
      ...fresh.map((project) => statusOffline(project, names.get(basename(project.folder)) ?? '')),
    ]
    onChange()
  }
  const compare = async () => {
    try {
      await listLocal()
      statuses = await cloudStatus(account, ownerId, library.folder, ended.signal)
      error = null
    } catch (cause) {
      error = asStudioError(cause)
    }
  }
  const refreshOnce = async () => {
    if (ended.signal.aborted) return
    const reconnected = hasReconnected
    hasReconnected = false
    await compare()
    if (ended.signal.aborted) return
    onChange()
    onCompared(reconnected)
  }
  // What is under way may have looked before what the caller knows of: it is not what they wait for.
  const refresh = (reconnected = false): Promise<void> => {
    hasReconnected ||= reconnected
    if (underWay) {
      next ??= underWay.then(() => {
        next = null
        return refresh()
      })
      return next
    }
    underWay = refreshOnce().finally(() => {
      underWay = null
    })
    return underWay
  }
  const hear = (change: ProjectChange) => {
    if (change.kind !== 'project') return void refresh(change.kind === 'reconnected')
    const { row, revision, deleted } = change.project
    const known = statuses.find(({ projectId }) => projectId === row.id)
    // A new version, or the trash: that changes what is to be done.
    if (known?.remote?.revision !== revision || known.remote.deleted !== deleted) return void refresh()
    const { status, current_step: step, step_progress: share, device_name: device } = row
    statuses = statuses.map((other) =>
      other === known ? { ...known, progress: { status, step, share, device } } : other,
    )
    onChange()
  }
  const unwatch = watchProjects(account.client, hear)
  void refresh()
  return {
    list: () => statuses,
    error: () => error,
    refresh: () => refresh(),
    close: async () => {
      ended.abort()
      await unwatch()
      await (next ?? underWay)
    },
  }
}
