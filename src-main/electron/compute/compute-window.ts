import { type BrowserWindow, MessageChannelMain, type UtilityProcess } from 'electron'
import { COMPUTE_PORT } from '../../../src-shared/compute-port.ts'
import { type ComputeAnswer, computeRequestSchema } from '../../engine/compute-messages.ts'

/** The window ends when nobody has used it for so long, ms: refining and another run follow soon, or not at all. */
const IDLE_MS = 60_000

/** The compute window as the engine's processes use it. */
export interface ComputeWindow {
  /** Hands the process a port to the window whenever it asks for one. */
  serve(engine: UtilityProcess): void
  /** Ends the window at once, if there is one; who holds a port is told. */
  end(): void
}

/**
 * Keeps one compute window for all: opened when a port is asked for first, closed when none has been in use for a while
 * or its engine has ended. When the window ends in between, who holds a port is told, and the next to ask gets a new one.
 */
export function keepComputeWindow(open: () => Promise<BrowserWindow>, idleMs = IDLE_MS): ComputeWindow {
  /** What tells the holder of each port that is in use that the window has gone. */
  const holders = new Set<() => void>()
  let opening: Promise<BrowserWindow> | null = null
  let window: BrowserWindow | null = null
  let idle: NodeJS.Timeout | undefined

  const openOnce = async () => {
    opening ??= open()
    try {
      const opened = await opening
      if (opened.isDestroyed()) throw new Error('Closed while it was opened')
      if (window !== opened) keep(opened)
      return opened
    } catch (error) {
      opening = null
      throw error
    }
  }
  const keep = (opened: BrowserWindow) => {
    window = opened
    // Quitting asks every window to close, and may then be called off: this one ends by `destroy` alone.
    opened.on('close', (event) => event.preventDefault())
    opened.once('closed', forget)
  }
  const forget = () => {
    opening = null
    window = null
    clearTimeout(idle)
    for (const tell of [...holders]) tell()
    holders.clear()
  }
  const endIfUnused = () => {
    if (holders.size === 0) window?.destroy()
  }

  return {
    end: () => window?.destroy(),
    serve: (engine) => {
      const held = new Map<number, () => void>()
      const answer = (message: Omit<ComputeAnswer, 'type'>, ports: Electron.MessagePortMain[] = []) =>
        engine.postMessage({ type: 'compute', ...message }, ports)
      const release = (id: number) => {
        const tell = held.get(id)
        if (tell) holders.delete(tell)
        held.delete(id)
        clearTimeout(idle)
        if (holders.size === 0) idle = setTimeout(endIfUnused, idleMs)
      }
      engine.on('message', async (message) => {
        const request = computeRequestSchema.safeParse(message).data
        if (!request) return
        const { id, ask } = request
        if (ask === 'release') return release(id)
        const tell = () => {
          held.delete(id)
          answer({ id, state: 'lost' })
        }
        clearTimeout(idle)
        holders.add(tell)
        held.set(id, tell)
        try {
          const { webContents } = await openOnce()
          const { port1, port2 } = new MessageChannelMain()
          webContents.postMessage(COMPUTE_PORT, null, [port1])
          answer({ id, state: 'given' }, [port2])
        } catch {
          holders.delete(tell)
          held.delete(id)
          answer({ id, state: 'refused' })
        }
      })
      engine.once('exit', () => {
        for (const id of [...held.keys()]) release(id)
        endIfUnused()
      })
    },
  }
}
