import type { MessagePortMain, ParentPort } from 'electron'
import type { RemotePort } from '../../src-engine/training/remote/remote-port.ts'
import { StudioError } from '../../src-shared/errors.ts'
import { type ComputeRequest, computeAnswerSchema } from './compute-messages.ts'

interface Asked {
  readonly given: (port: MessagePortMain) => void
  readonly refused: (error: Error) => void
  /** Set once the port is in use: what hears that the window has gone. */
  lost: () => void
}

/**
 * Gives ports to the compute window, each for one trainer, as the main process hands them out. Asking rejects with
 * `device_lost` where the window cannot be opened.
 */
export function computePorts(parent: ParentPort): () => Promise<RemotePort> {
  const asked = new Map<number, Asked>()
  let nextId = 1
  const say = (message: ComputeRequest) => parent.postMessage(message)
  parent.on('message', ({ data, ports: [port] }) => {
    const answer = computeAnswerSchema.safeParse(data).data
    const found = answer && asked.get(answer.id)
    if (!found) return
    if (answer.state === 'given' && port) return found.given(port)
    asked.delete(answer.id)
    found.refused(noWindow())
    found.lost()
  })
  return () =>
    new Promise((resolve, reject) => {
      const id = nextId++
      const entry: Asked = {
        given: (port) =>
          resolve(
            ownPort(port, entry, () => {
              if (asked.delete(id)) say({ type: 'compute', id, ask: 'release' })
            }),
          ),
        refused: reject,
        lost: () => {},
      }
      asked.set(id, entry)
      say({ type: 'compute', id, ask: 'port' })
    })
}

function ownPort(port: MessagePortMain, entry: Asked, release: () => void): RemotePort {
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  const end = () => {
    release()
    resolve()
  }
  // Electron tells both: that the port's other end has gone, and main that the window's process has. Whichever is first.
  entry.lost = end
  port.on('close', end)
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    // The window may have gone before anybody listens.
    onClose: (listener) => void ended.then(listener),
    close: () => {
      release()
      port.close()
    },
  }
}

function noWindow(): StudioError {
  return new StudioError(
    'device_lost',
    'The window that trains on the graphics device could not be opened.',
    'Choose the CPU in the settings, or start the studio again.',
  )
}
