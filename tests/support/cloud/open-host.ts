import { expect, vi } from 'vitest'
import { openCloudSession } from '../../../src-main/cloud/sign-in/cloud-session.ts'
import { memorySecrets } from '../../../src-main/cloud/sign-in/secrets.ts'
import { patientFetch } from '../../../src-main/cloud/sync/patient-fetch.ts'
import { type Cloud, createCloud } from '../../../src-main/host/cloud/create-cloud.ts'
import { createEdits, type Edits } from '../../../src-main/host/edit-calls.ts'
import type { HostContext } from '../../../src-main/host/host-context.ts'
import { type LibraryShelf, openLibrary } from '../../../src-main/host/library-shelf.ts'
import type { CloudEntry, CloudState } from '../../../src-shared/studio-api/cloud-calls.ts'
import { SETTINGS_DEFAULTS } from '../../../src-shared/studio-api/studio.ts'
import type { StudioEvent } from '../../../src-shared/studio-api/studio-events.ts'
import type { SupabaseStandIn } from '../supabase/stand-in.ts'
import { HASTE } from './machine.ts'

/** The part of a studio's host that has to do with the cloud: a library, its edits, and the cloud. There is no engine. */
export interface CloudHost {
  readonly library: LibraryShelf
  readonly edits: Edits
  readonly cloud: Cloud
  /** All that the studios were told. */
  readonly events: StudioEvent[]
  /** Projects in the queue of runs. */
  readonly queue: string[]
  /** How a project stands by its name; undefined where it is unknown. */
  entry(name: string): CloudEntry | undefined
  /** Waits until a project stands so. */
  until(name: string, expected: Partial<CloudEntry>): Promise<CloudEntry>
  close(): Promise<void>
}

/** Opens a library and signs in. */
export async function openHost(standIn: SupabaseStandIn, folder: string, email: string): Promise<CloudHost> {
  const library = await openLibrary(folder)
  const events: StudioEvent[] = []
  const queue: string[] = []
  const project = { url: standIn.url, anonKey: standIn.anonKey }
  const context = {
    library,
    settings: { ...SETTINGS_DEFAULTS, cloud: project },
    emit: (event: StudioEvent) => {
      events.push(event)
      cloud?.onEvent(event)
    },
  } as unknown as HostContext
  const edits = createEdits(context)
  let cloud: Cloud | undefined
  cloud = createCloud(context, {
    openSession: (named) =>
      openCloudSession(named, { secrets: memorySecrets(), fetch: patientFetch({ backoff: HASTE.backoff }) }),
    hasBrowser: false,
    edits,
    isQueued: (projectId) => queue.includes(projectId),
  })
  const opened = cloud
  const isSo = (expected: Partial<CloudState>) =>
    vi.waitFor(async () => expect(await opened.calls.getCloud({})).toMatchObject(expected), 10_000)
  await isSo({ isOpen: true })
  await opened.calls.sendCloudCode({ email })
  await opened.calls.signInWithCode({ email, code: standIn.mailbox.code(email) })
  await isSo({ user: email })
  const entry = (name: string) => entriesOf(events).findLast((known) => known.name === name)
  return {
    ...{ library, edits, events, queue, cloud: opened, entry },
    until: async (name, expected) => {
      await expect.poll(() => entry(name), { timeout: 30_000 }).toMatchObject(expected)
      return entry(name) as CloudEntry
    },
    close: async () => {
      await opened.close()
      library.close()
    },
  }
}

/** The projects as the last event tells them. */
function entriesOf(events: readonly StudioEvent[]): readonly CloudEntry[] {
  const last = events.findLast((event) => event.type === 'cloud')
  return last ? last.cloud.projects : []
}
