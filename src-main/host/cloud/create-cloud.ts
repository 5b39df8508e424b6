import { basename } from 'node:path'
import { toErrorMessage } from '../../../src-shared/studio-api/call-table.ts'
import type { CloudEntry, CloudState } from '../../../src-shared/studio-api/cloud-calls.ts'
import type { StudioEvent } from '../../../src-shared/studio-api/studio-events.ts'
import type { CloudSession } from '../../cloud/sign-in/cloud-session.ts'
import type { CloudUser } from '../../cloud/sign-in/session-store.ts'
import type { CloudAccount } from '../../cloud/sync/cloud-account.ts'
import { emptyCloudTrash } from '../../cloud/sync/cloud-trash.ts'
import { projectsUnderSync } from '../../cloud/sync/local-projects.ts'
import { emptyLocalTrash } from '../../cloud/sync/local-trash.ts'
import { untilStopped } from '../../cloud/sync/stopping.ts'
import type { HostContext } from '../host-context.ts'
import { type AccountProjects, followAccount } from './account-projects.ts'
import { type CloudCalls, cloudCalls } from './cloud-calls.ts'
import { createCloudConnection, type OpenCloudSession } from './cloud-connection.ts'
import { cloudEntry, isKept, isOutOfStep, libraryId, waitingEntry } from './cloud-entries.ts'
import { followChanges } from './follow-changes.ts'
import { type RunReports, reportRuns } from './report-runs.ts'
import { fetchHere, type SyncHost, syncHere } from './sync-here.ts'
import { createSyncJobs, type SyncJobEnd } from './sync-jobs.ts'

export interface Cloud {
  readonly calls: CloudCalls
  /** Null where nobody is signed in. */
  readonly account: () => CloudAccount | null
  /** What the host tells its studios: projects that have changed are synced, runs are reported. */
  onEvent(event: StudioEvent): void
  close(): Promise<void>
}

export interface CloudOptions {
  readonly openSession: OpenCloudSession
  /** Whether this host can show the page of a provider. */
  readonly hasBrowser: boolean
  readonly edits: SyncHost['edits']
  readonly isQueued: SyncHost['isQueued']
}

/** How often at most studios are told of progress. */
const TOLD_MS = 250
/** What waits for a connection or a cheaper network is tried again this often. */
const RETRY_MS = 60_000
/** What has lain in the trash for long enough is removed at sign-in, and this often after. */
const DAY_MS = 24 * 3600 * 1000

/** What is followed while somebody is signed in. */
interface Following {
  readonly session: CloudSession
  readonly projects: AccountProjects
  readonly reports: RunReports
}

/** The cloud of a host: signed in or not, it syncs what the user keeps there, and tells the studios how it goes. */
export function createCloud(context: HostContext, options: CloudOptions): Cloud {
  const { library, emit } = context
  const host: SyncHost = { context, ...options }
  let following: Following | null = null
  /** What was not in step when a session was ended that nobody had signed out of. */
  let waiting: readonly CloudEntry[] = []
  let telling: ReturnType<typeof setTimeout> | undefined

  const state = (): CloudState => {
    const { user, providers, error, ...connection } = connected.now()
    // Where somebody is signed in, the last comparison says whether the cloud can be used.
    const problem = following ? following.projects.error() : error
    return {
      ...connection,
      user: user === null ? null : user.email,
      providers: options.hasBrowser ? [...providers] : [],
      error: problem && toErrorMessage(problem),
      projects: following
        ? following.projects
            .list()
            .map((status) => cloudEntry(status, jobs.of(status.projectId), options.isQueued, find))
        : [...waiting],
    }
  }
  const tell = () => {
    clearTimeout(telling)
    telling = undefined
    emit({ type: 'cloud', cloud: state() })
  }
  const tellSoon = () => {
    telling ??= setTimeout(tell, TOLD_MS)
  }
  const jobs = createSyncJobs((id) => {
    tell()
    // It may have changed again meanwhile.
    if (jobs.of(id)?.state === 'done') catchUp(false)
  }, tellSoon)
  const find = (id: string) => following?.projects.list().find(({ projectId }) => projectId === id)
  const findHere = (projectId: string) => following?.projects.list().find((status) => libraryId(status) === projectId)

  /** Sends or fetches what this id stands for, whichever it is when its turn comes. */
  const sync = (id: string) => {
    const transfer = async (work: Parameters<typeof fetchHere>[3]): Promise<SyncJobEnd> => {
      const session = connected.session()
      const here = (await projectsUnderSync(library.folder)).find((project) => project.state.projectId === id)
      if (!here) return fetchHere(host, session, id, work)
      const projectId = basename(here.folder)
      if (options.isQueued(projectId)) return { state: 'pending', note: 'It is sent when its run has ended.' }
      return syncHere(host, session, library.get(projectId), work)
    }
    jobs.add(id, async (signal, onProgress) => {
      const end = await transfer({ signal, onProgress })
      // It has not ended before it is known how the project stands now: else it would seem to wait again for a moment.
      if (end.state === 'done') await untilStopped(following?.projects.refresh() ?? Promise.resolve(), signal)
      return end
    })
  }
  /** Syncs what is out of step, unless it has been stopped; `all`: also what is known to be waiting. */
  const catchUp = (all: boolean) => {
    // While the cloud does not say how projects stand there, those that have just been synced would be again and again.
    if (!all && following?.projects.error()) return
    for (const status of following?.projects.list() ?? []) {
      const job = jobs.of(status.projectId)?.state ?? 'done'
      if (libraryId(status) === null || !isOutOfStep(status)) continue
      if (job === 'done' || (all && job === 'pending')) sync(status.projectId)
    }
  }
  const onUser = (user: CloudUser | null, session: CloudSession) => {
    const left = following
    following = null
    const isEnded = connected.now().error?.code === 'not_signed_in'
    waiting = isEnded ? (left?.projects.list() ?? []).filter(isOutOfStep).map(waitingEntry) : []
    void left?.projects.close().catch(() => {})
    void left?.reports.close().catch(() => {})
    void jobs.clear()
    if (!user) return tell()
    const projects = followAccount(session, user.id, library, { onChange: tellSoon, onCompared: catchUp })
    const reports = reportRuns(session, (id) => {
      const status = findHere(id)
      return status && isKept(status) ? status.projectId : null
    })
    following = { session, projects, reports }
    emptyTrash()
  }
  /** What cannot be removed today is removed another day. */
  const emptyTrash = () => {
    if (!following) return
    void emptyCloudTrash(following.session).catch(() => {})
    void emptyLocalTrash(library.folder).catch(() => {})
  }
  const connected = createCloudConnection(options.openSession, onUser, tell)
  const changes = followChanges(() => following?.projects.refresh(), options.isQueued)
  const retry = setInterval(() => {
    if (following?.projects.error()) void following.projects.refresh()
    else catchUp(true)
  }, RETRY_MS)
  retry.unref()
  const daily = setInterval(emptyTrash, DAY_MS)
  daily.unref()
  let cloudInUse = JSON.stringify(context.settings.cloud)
  void connected.open(context.settings.cloud)

  return {
    calls: cloudCalls({
      ...{ context, connected, jobs, sync, find, state },
      isQueued: options.isQueued,
      refresh: async () => following?.projects.refresh(),
      catchUp,
    }),
    account: () => following?.session ?? null,
    onEvent: (event) => {
      if (event.type === 'settings' && JSON.stringify(event.settings.cloud) !== cloudInUse) {
        cloudInUse = JSON.stringify(event.settings.cloud)
        void connected.open(event.settings.cloud)
        // What has waited for a cheaper network need not any more, perhaps.
      } else if (event.type === 'settings') catchUp(true)
      following?.reports.onEvent(event)
      changes.onEvent(event)
    },
    close: async () => {
      clearInterval(retry)
      clearInterval(daily)
      clearTimeout(telling)
      changes.close()
      await jobs.clear()
      const left = following
      following = null
      await left?.reports.close().catch(() => {})
      await left?.projects.close().catch(() => {})
      await connected.close()
    },
  }
}
