import { fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Reply } from '../../../src-shared/studio-api/call-table.ts'
import type { StudioEvent } from '../../../src-shared/studio-api/studio-events.ts'
import type * as Electron from './stand-in.ts'

const DRIVER = fileURLToPath(new URL('./drive-main.ts', import.meta.url))

/** The built desktop app in a process of its own, with the stand-in for Electron under it. */
export interface DrivenApp {
  /** Runs a function there. It is sent as text: it sees its two arguments and nothing else. */
  evaluate<Value, Argument>(
    run: (electron: typeof Electron, argument: Argument) => Value | Promise<Value>,
    argument?: Argument,
  ): Promise<Value>
  /** One call of the contract, as the page makes it. */
  call(call: string, input: unknown): Promise<Reply>
  /** As `call`, giving the output or throwing the error. */
  output(call: string, input: unknown): Promise<unknown>
  events(): Promise<StudioEvent[]>
  /** Waits until something is true there. */
  until(test: (electron: typeof Electron) => boolean): Promise<void>
  /** What it has written to its standard output and error. */
  printed(): string
  end(): void
}

const POLL_MS = 20

export async function startDrivenApp(home: string, words: readonly string[] = []): Promise<DrivenApp> {
  mkdirSync(home, { recursive: true })
  const child = fork(DRIVER, [...words], {
    execArgv: [],
    env: { ...process.env, HOME: home, USERPROFILE: home },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let printed = ''
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      to.write(text)
    })
  }
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let nextId = 1
  const loaded = new Promise<void>((resolve, reject) => {
    waiting.set(0, { resolve, reject })
    child.on('exit', (code) => {
      for (const { reject: fail } of waiting.values()) fail(new Error(`The driven app ended with code ${code}`))
    })
  })
  child.on('message', ({ id, value, error }: { id: number; value: never; error?: string }) => {
    const found = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) found?.resolve(value)
    else found?.reject(new Error(error))
  })
  await loaded

  const evaluate: DrivenApp['evaluate'] = (run, argument) =>
    new Promise((resolve, reject) => {
      const id = nextId++
      waiting.set(id, { resolve, reject })
      child.send({ id, source: run.toString(), argument })
    })
  const call: DrivenApp['call'] = (name, input) =>
    evaluate(({ record }, message) => record.windows[0].webContents.invoke('studio:call', message) as Promise<Reply>, {
      id: 1,
      call: name,
      input,
    })
  return {
    evaluate,
    call,
    output: async (name, input) => {
      const reply = await call(name, input)
      if (reply.type === 'error') throw new Error(`${reply.error.code}: ${reply.error.message}`)
      return reply.output
    },
    events: () =>
      evaluate(({ record }) =>
        record.sent
          .filter(({ message }) => message.type === 'event')
          .map(({ message }) => message.event as StudioEvent),
      ),
    until: async (test) => {
      while (!(await evaluate(test))) await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    },
    printed: () => printed,
    end: () => child.kill('SIGKILL'),
  }
}
