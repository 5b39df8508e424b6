import { StudioError } from '../../../src-shared/errors.ts'
import type { CLOUD_CALLS, CloudState } from '../../../src-shared/studio-api/cloud-calls.ts'
import type { StudioHandlers } from '../../../src-shared/studio-api/studio-calls.ts'
import { isPassing } from '../../cloud/sync/cloud-error.ts'
import type { CloudStatus } from '../../cloud/sync/cloud-status.ts'
import { restoreProject, trashProject } from '../../cloud/sync/cloud-trash.ts'
import { putUnderSync, takeOutOfSync } from '../../cloud/sync/under-sync.ts'
import type { HostContext } from '../host-context.ts'
import type { CloudConnection } from './cloud-connection.ts'
import { libraryId } from './cloud-entries.ts'
import { trashHere } from './sync-here.ts'
import { inQueue, type SyncJobs } from './sync-jobs.ts'

export type CloudCalls = Pick<StudioHandlers, keyof typeof CLOUD_CALLS>

interface Parts {
  readonly context: HostContext
  readonly connected: CloudConnection
  readonly jobs: SyncJobs
  readonly state: () => CloudState
  readonly find: (id: string) => CloudStatus | undefined
  readonly sync: (id: string) => void
  readonly refresh: () => Promise<void>
  readonly catchUp: (all: boolean) => void
  readonly isQueued: (projectId: string) => boolean
}

/** The calls about the cloud: who is signed in, and which projects are kept there. */
export function cloudCalls({
  context,
  connected,
  jobs,
  state,
  find,
  sync,
  refresh,
  catchUp,
  isQueued,
}: Parts): CloudCalls {
  const { library } = context
  const known = (id: string) => {
    const status = find(id)
    if (status) return status
    throw new StudioError('project_not_found', 'There is no such project in the cloud.', 'Reload the list.')
  }
  return {
    getCloud: state,
    syncAll: async () => {
      requireUser(connected)
      for (const entry of state().projects) if (entry.state === 'stopped') sync(entry.id)
      await refresh()
      catchUp(true)
      return {}
    },
    sendCloudCode: async ({ email }) => {
      await connected.session().sendCode(email)
      return {}
    },
    signInWithCode: async ({ email, code }) => {
      await connected.session().signInWithCode(email, code)
      return {}
    },
    signInWithProvider: async ({ provider }) => {
      await connected.session().signInWithBrowser(provider)
      return {}
    },
    signOutOfCloud: async () => {
      await jobs.clear()
      await connected.session().signOut()
      return {}
    },
    keepInCloud: async ({ projectId, keep }) => {
      requireUser(connected)
      const { folder } = library.get(projectId)
      if (keep) {
        const { projectId: id } = await putUnderSync(connected.session(), folder)
        sync(id)
        void refresh()
      } else {
        const id = state().projects.find((entry) => entry.projectId === projectId)?.id
        if (id) await jobs.forget(id)
        await takeOutOfSync(folder)
        void refresh()
      }
      return {}
    },
    syncEntry: ({ id }) => {
      requireUser(connected)
      known(id)
      sync(id)
      return {}
    },
    stopEntry: async ({ id }) => {
      await jobs.stop(id)
      return {}
    },
    trashEntry: async ({ id }) => {
      const projectId = libraryId(known(id))
      if (projectId && isQueued(projectId)) throw inQueue(library.get(projectId).record.name)
      await jobs.forget(id)
      await nowOrNever(trashProject(connected.session(), id))
      if (projectId) await trashHere(context, projectId)
      await refresh()
      return {}
    },
    restoreEntry: async ({ id }) => {
      await nowOrNever(restoreProject(connected.session(), id))
      await refresh()
      return {}
    },
  }
}

/** What the sync does by itself when the connection is back, nobody does for a person who has asked for something else. */
async function nowOrNever(asked: Promise<void>): Promise<void> {
  await asked.catch((cause: unknown) => {
    if (!(cause instanceof StudioError) || !isPassing(cause)) throw cause
    throw new StudioError(cause.code, cause.message, 'Nothing has been moved. Try again when the connection is back.', {
      cause,
    })
  })
}

function requireUser(connected: CloudConnection): void {
  connected.session()
  if (connected.now().user) return
  throw new StudioError('not_signed_in', 'Nobody is signed in to the cloud.', 'Sign in under Cloud.')
}
