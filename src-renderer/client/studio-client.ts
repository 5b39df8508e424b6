import { createCallClient } from '../../src-shared/studio-api/call-client.ts'
import type { Request } from '../../src-shared/studio-api/call-table.ts'
import type { StudioCommand } from '../../src-shared/studio-api/commands.ts'
import { hostMessageSchema } from '../../src-shared/studio-api/host-message.ts'
import { STUDIO_CALLS, type StudioApi } from '../../src-shared/studio-api/studio-calls.ts'
import type { StudioEvent } from '../../src-shared/studio-api/studio-events.ts'
import type { Transport } from './transport.ts'
import { connectionLost } from './web-transport.ts'

type Connection = 'connecting' | 'open' | 'lost'

/** The studio's one way to its host, whichever that is. */
export interface StudioClient {
  readonly api: StudioApi
  /** Handles for files the user has dropped or chosen, for `addPhotos`. */
  readonly issueHandles: Transport['issueHandles']
  /** Drags an exported file out of the window; false where the browser's own drag has to do. */
  readonly startDragOut: Transport['startDragOut']
  /** Gives a function that ends the listening. */
  onEvent(listener: (event: StudioEvent) => void): () => void
  /** What the desktop app's menu asks for. Gives a function that ends the listening. */
  onCommand(listener: (command: StudioCommand) => void): () => void
  /** Called at once, and at every change. */
  onConnection(listener: (connection: Connection) => void): () => void
  close(): void
}

/**
 * Connects to the host. Calls made without a connection wait for it; calls that were on their way when it was lost
 * reject with `connection_lost`. After each (re)connection a `studio` event replaces what was known, and a `project`
 * event follows for every project this client has open, so that nothing is missed.
 */
export function createStudioClient(transport: Transport): StudioClient {
  const listeners = new Set<(event: StudioEvent) => void>()
  const commandListeners = new Set<(command: StudioCommand) => void>()
  const connectionListeners = new Set<(connection: Connection) => void>()
  const opened = new Set<string>()
  let connection: Connection = 'connecting'
  let unsent: Request[] = []

  const client = createCallClient(STUDIO_CALLS, (request) => {
    if (connection === 'open') transport.send(request)
    else unsent.push(request)
  })
  const emit = (event: StudioEvent) => {
    if (event.type === 'removed') opened.delete(event.projectId)
    for (const listener of listeners) listener(event)
  }
  const setConnection = (now: Connection) => {
    connection = now
    for (const listener of connectionListeners) listener(now)
  }
  const refresh = async (projectId: string) => {
    try {
      emit({ type: 'project', projectId, project: await client.calls.openProject({ projectId }) })
    } catch {
      // It has been deleted meanwhile, which the studio event tells; or the connection is lost again.
    }
  }
  transport.open({
    onOpen: () => {
      setConnection('open')
      for (const request of unsent.splice(0)) transport.send(request)
      for (const projectId of opened) void refresh(projectId)
    },
    onLost: () => {
      client.rejectAll(connectionLost())
      unsent = []
      setConnection('lost')
    },
    onMessage: (message) => {
      const parsed = hostMessageSchema.safeParse(message)
      // A host of another version may say what this studio does not understand; the rest still counts.
      if (!parsed.success) return
      if (parsed.data.type === 'event') emit(parsed.data.event)
      else client.settle(parsed.data)
    },
    onCommand: (command) => {
      for (const listener of commandListeners) listener(command)
    },
  })
  return {
    api: {
      ...client.calls,
      openProject: async (input) => {
        const project = await client.calls.openProject(input)
        opened.add(input.projectId)
        return project
      },
    },
    issueHandles: transport.issueHandles,
    startDragOut: transport.startDragOut,
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onCommand: (listener) => {
      commandListeners.add(listener)
      return () => commandListeners.delete(listener)
    },
    onConnection: (listener) => {
      connectionListeners.add(listener)
      listener(connection)
      return () => connectionListeners.delete(listener)
    },
    close: () => {
      transport.close()
      client.rejectAll(connectionLost())
    },
  }
}
