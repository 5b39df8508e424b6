import { EventEmitter } from 'node:events'
import type { BrowserWindow, UtilityProcess } from 'electron'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepComputeWindow } from '../../../src-main/electron/compute/compute-window.ts'

vi.mock('electron', () => ({
  MessageChannelMain: class {
    readonly port1 = 'window end'
    readonly port2 = 'engine end'
  },
}))

/** A window that only lives and dies. */
class Shown extends EventEmitter {
  readonly given: unknown[] = []
  readonly webContents = {
    postMessage: (_channel: string, _message: unknown, ports: unknown[]) => this.given.push(...ports),
  }
  gone = false
  isDestroyed() {
    return this.gone
  }
  destroy() {
    this.gone = true
    this.emit('closed')
  }
}

class Engine extends EventEmitter {
  readonly heard: unknown[] = []
  postMessage(message: { type: string }, ports: unknown[]) {
    const { type: _, ...rest } = message
    this.heard.push(ports.length > 0 ? { ...rest, ports } : rest)
  }
  async ask(id: number, ask: 'port' | 'release') {
    this.emit('message', { type: 'compute', id, ask })
    await vi.advanceTimersByTimeAsync(0)
  }
}

const IDLE = 1000
let opened: Shown[]
let open: () => Promise<Shown>
const keep = () => keepComputeWindow(() => open() as unknown as Promise<BrowserWindow>, IDLE)
const serve = (compute: ReturnType<typeof keep>) => {
  const engine = new Engine()
  compute.serve(engine as unknown as UtilityProcess)
  return engine
}
const given = (id: number) => ({ id, state: 'given', ports: ['engine end'] })

beforeEach(() => {
  vi.useFakeTimers()
  opened = []
  open = async () => {
    const window = new Shown()
    opened.push(window)
    return window
  }
})
afterEach(() => vi.useRealTimers())

test('one window is there for all ports, and ends when none has been in use for a while', async () => {
  const engine = serve(keep())
  await Promise.all([engine.ask(1, 'port'), engine.ask(2, 'port')])
  expect(engine.heard).toEqual([given(1), given(2)])
  expect(opened.map((window) => window.given)).toEqual([['window end', 'window end']])
  await engine.ask(1, 'release')
  await vi.advanceTimersByTimeAsync(2 * IDLE)
  expect(opened[0].gone).toBe(false)

  await engine.ask(2, 'release')
  await vi.advanceTimersByTimeAsync(IDLE - 1)
  await engine.ask(3, 'port')
  await engine.ask(3, 'release')
  await vi.advanceTimersByTimeAsync(IDLE - 1)
  expect(opened[0].gone).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(opened[0].gone).toBe(true)
  // Nobody held a port: nobody is told.
  expect(engine.heard).toEqual([given(1), given(2), given(3)])
  await engine.ask(4, 'port')
  expect(opened).toHaveLength(2)
})

test('a window that cannot be opened is told, and tried again', async () => {
  const engine = serve(keep())
  const works = open
  open = () => Promise.reject(new Error('ERR_FAILED'))
  await engine.ask(1, 'port')
  expect(engine.heard).toEqual([{ id: 1, state: 'refused' }])
  open = async () => {
    const window = await works()
    window.destroy()
    return window
  }
  await engine.ask(2, 'port')
  expect(engine.heard.slice(1)).toEqual([{ id: 2, state: 'refused' }])
  open = works
  await engine.ask(3, 'port')
  expect(engine.heard.slice(2)).toEqual([given(3)])
})

test('who holds a port is told when the window ends, and only they', async () => {
  const compute = keep()
  const [engine, other] = [serve(compute), serve(compute)]
  await engine.ask(1, 'port')
  await engine.ask(2, 'port')
  await other.ask(1, 'port')
  await engine.ask(1, 'release')
  compute.end()
  expect(engine.heard.slice(2)).toEqual([{ id: 2, state: 'lost' }])
  expect(other.heard.slice(1)).toEqual([{ id: 1, state: 'lost' }])
  expect(opened[0].gone).toBe(true)
})

test('the window ends with the engine that used it, unless another does', async () => {
  const compute = keep()
  const [engine, other] = [serve(compute), serve(compute)]
  await engine.ask(1, 'port')
  await other.ask(1, 'port')
  engine.emit('exit', 1)
  expect(opened[0].gone).toBe(false)
  other.emit('exit', 1)
  expect(opened[0].gone).toBe(true)
})

test('what is none of its own is left alone, and so is a close that somebody else asks for', async () => {
  const engine = serve(keep())
  for (const message of [
    'ready',
    { type: 'compute' },
    { type: 'compute', id: 'x', ask: 'port' },
    { id: 1, ask: 'port' },
  ]) {
    engine.emit('message', message)
  }
  await vi.advanceTimersByTimeAsync(0)
  expect([engine.heard, opened]).toEqual([[], []])
  await engine.ask(1, 'port')
  const event = { preventDefault: vi.fn() }
  opened[0].emit('close', event)
  expect(event.preventDefault).toHaveBeenCalledOnce()
})
