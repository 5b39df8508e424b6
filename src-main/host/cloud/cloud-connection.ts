import { asStudioError } from '../../../src-shared/as-studio-error.ts'
import type { CloudProject } from '../../../src-shared/cloud/cloud-project.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { chooseCloudProject } from '../../cloud/sign-in/choose-cloud-project.ts'
import type { CloudSession } from '../../cloud/sign-in/cloud-session.ts'
import type { CloudUser } from '../../cloud/sign-in/session-store.ts'

/** Makes the session of this host with a Supabase project. */
export type OpenCloudSession = (project: CloudProject) => CloudSession | Promise<CloudSession>

interface ConnectionState {
  /** Address of the project; null: none is named. */
  readonly server: string | null
  /** The environment names it. */
  readonly isFixed: boolean
  /** False until it is known who is signed in. */
  readonly isOpen: boolean
  readonly user: CloudUser | null
  /** That the project has turned on. */
  readonly providers: readonly string[]
  /** Why it cannot be used, or why nobody is signed in any more. */
  readonly error: StudioError | null
}

/** The one cloud of the host: which project it is, and who is signed in. */
export interface CloudConnection {
  now(): ConnectionState
  /** Throws `bad_arguments` where no cloud is named, or why it cannot be used. */
  session(): CloudSession
  /** Opens the project that the settings or the environment name now, in place of the one before. Never rejects. */
  open(settings: CloudProject | null): Promise<void>
  close(): Promise<void>
}

const NOWHERE: ConnectionState = {
  server: null,
  isFixed: false,
  isOpen: false,
  user: null,
  providers: [],
  error: null,
}

/**
 * @param onUser Called when somebody is signed in, and with null when nobody is any more.
 * @param onChange Called whenever something of it has changed.
 */
export function createCloudConnection(
  openSession: OpenCloudSession,
  onUser: (user: CloudUser | null, session: CloudSession) => void,
  onChange: () => void,
): CloudConnection {
  let now = NOWHERE
  let session: CloudSession | null = null
  let stopListening = () => {}
  /** Whoever is not signed in any more has wished so; otherwise their session was ended for them. */
  let isLeaving = false
  let turn: Promise<void> = Promise.resolve()

  const change = (changed: Partial<ConnectionState>) => {
    now = { ...now, ...changed }
    onChange()
  }
  const take = (user: CloudUser | null, opened: CloudSession) => {
    if (session !== opened || user?.id === now.user?.id) return
    if (user) isLeaving = false
    change({ user, error: user ? null : isLeaving ? now.error : signedOutElsewhere() })
    onUser(user, opened)
  }
  const notingSignOut = (opened: CloudSession): CloudSession => ({
    ...opened,
    signOut: async () => {
      isLeaving = true
      await opened.signOut().catch((cause) => {
        isLeaving = false
        throw cause
      })
    },
  })
  const leave = async () => {
    const left = session
    isLeaving = true
    stopListening()
    if (left) take(null, left)
    session = null
    await left?.close()
  }
  const enter = async (settings: CloudProject | null) => {
    now = NOWHERE
    try {
      const project = chooseCloudProject(settings)
      if (!project) return change({ isOpen: true })
      change({ server: project.url, isFixed: chooseCloudProject(null) !== null })
      const opened = notingSignOut(await openSession(project))
      session = opened
      const user = await opened.user()
      stopListening = opened.onChange((changed) => take(changed, opened))
      take(user, opened)
      change({ isOpen: true })
      // Whoever is signed in need not wait for this: it says how others could be, and whether there is a cloud at all.
      void opened.providers().then(
        (providers) => session === opened && change({ providers }),
        (cause: unknown) => session === opened && change({ error: asStudioError(cause) }),
      )
    } catch (cause) {
      change({ error: asStudioError(cause), isOpen: true })
    }
  }
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(work)
    return turn
  }
  return {
    now: () => now,
    session: () => {
      if (session) return session
      throw now.error ?? noCloud()
    },
    open: (settings) =>
      inTurn(async () => {
        await leave().catch(() => {})
        await enter(settings)
      }),
    close: () => inTurn(() => leave().catch(() => {})),
  }
}

function signedOutElsewhere(): StudioError {
  const hint = 'Sign in again: what was being sent goes on where it stopped.'
  return new StudioError('not_signed_in', 'You have been signed out of the cloud.', hint)
}

function noCloud(): StudioError {
  return new StudioError('bad_arguments', 'No cloud is named.', 'Type its address and key under Cloud.')
}
