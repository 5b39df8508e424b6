import { AsyncLocalStorage } from 'node:async_hooks'
import fs from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

/** When a life ends: at the operation of this number (from 1), before it, with half of what it writes, or right after it. */
export interface Death {
  readonly at: number
  readonly when: 'before' | 'half' | 'after'
}

/** What befalls the work of one process: its operations are those that change files, and its requests. */
export interface Fate {
  readonly death: Death | null
  /** From the operation of this number on the disk takes nothing more; null: it does. */
  readonly fullAt: number | null
}

interface Life extends Fate {
  operations: number
  dead: boolean
  /** Files that the process has open: the system closes them. */
  readonly open: Set<FileHandle>
  readonly onDeath: (at: string) => void
}

const lives = new AsyncLocalStorage<Life>()
let isInstalled = false

/**
 * Runs work as if in a process of its own that may be killed: from its death on nothing that it does has any effect, and
 * nothing in it ever settles, not even a `finally`. Much cheaper than a process, so every operation can be tried.
 */
export async function live<T>(
  fate: Fate,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly killedAt: string }> {
  install()
  return new Promise((resolve, reject) => {
    const life: Life = {
      ...fate,
      operations: 0,
      dead: false,
      open: new Set(),
      onDeath: (killedAt) => {
        life.dead = true
        // Not through the wrapped `close`, which a dead process cannot call.
        for (const handle of life.open)
          void closers
            .get(handle)?.()
            .catch(() => {})
        resolve({ killedAt })
      },
    }
    lives.run(life, work).then((value) => resolve({ value }), reject)
  })
}

/** The rest of this process is such a life, and its death is a real one. */
export function liveHere(fate: Fate): void {
  install()
  const onDeath = () => process.kill(process.pid, 'SIGKILL')
  lives.enterWith({ ...fate, operations: 0, dead: false, open: new Set(), onDeath })
}

/** A `fetch` whose requests count as operations. */
export const mortalFetch: typeof fetch = (input, init) => {
  const path = new URL(input instanceof Request ? input.url : String(input)).pathname
  return operation(`${init?.method ?? 'GET'} ${path}`, () => fetch(input, init))
}

const forever = () => new Promise<never>(() => {})
const closers = new WeakMap<FileHandle, () => Promise<void>>()

async function operation<T>(what: string, act: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> {
  const life = lives.getStore()
  if (!life) return act()
  if (life.dead) return forever()
  const number = ++life.operations
  const dies = number === life.death?.at ? life.death.when : null
  if (dies === 'half' && half) await half()
  if (dies === 'before' || dies === 'half') return die(life, `before operation ${number}: ${what}`)
  const isFull = life.fullAt !== null && number >= life.fullAt && !/^(rename|rm|unlink|rmdir|sync|[A-Z]+ )/.test(what)
  const end = await (isFull ? Promise.reject(diskFull()) : act()).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if (life.dead) return forever()
  if (dies) return die(life, `after operation ${number}: ${what}`)
  if ('error' in end) throw end.error
  return end.value
}

function die(life: Life, at: string): Promise<never> {
  life.onDeath(at)
  return forever()
}

function diskFull(): Error {
  return Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
}

/** What changes nothing is no operation, but the dead do not do it either. */
function whileAlive<Args extends unknown[], T>(act: (...args: Args) => Promise<T>): (...args: Args) => Promise<T> {
  return async (...args) => {
    if (lives.getStore()?.dead) return forever()
    const end = await act(...args).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    if (lives.getStore()?.dead) return forever()
    if ('error' in end) throw end.error
    return end.value
  }
}

function install(): void {
  if (isInstalled) return
  isInstalled = true
  const real = { ...fs.promises }
  const short = (path: unknown) => String(path).split('/').slice(-3).join('/')
  const halfOf = (data: unknown) =>
    Buffer.from(data as Uint8Array).subarray(0, Math.floor(Buffer.from(data as Uint8Array).length / 2))
  Object.assign(fs.promises, {
    rename: (from: string, to: string) =>
      operation(`rename ${short(from)} to ${short(to)}`, () => real.rename(from, to)),
    copyFile: (from: string, to: string, mode?: number) =>
      operation(
        `copyFile ${short(to)}`,
        () => real.copyFile(from, to, mode),
        async () => real.writeFile(to, halfOf(await real.readFile(from))),
      ),
    rm: (path: string, options?: fs.RmOptions) => operation(`rm ${short(path)}`, () => real.rm(path, options)),
    mkdir: (path: string, options?: fs.MakeDirectoryOptions) =>
      operation(`mkdir ${short(path)}`, () => real.mkdir(path, options)),
    writeFile: (path: string, data: string, options?: fs.WriteFileOptions) =>
      operation(
        `writeFile ${short(path)}`,
        () => real.writeFile(path, data, options),
        () => real.writeFile(path, halfOf(data), options),
      ),
    open: (path: string, flags?: string, mode?: number) => {
      const open = async () => mortalHandle(await real.open(path, flags, mode), short(path), halfOf)
      const isRead = flags === undefined || flags.startsWith('r')
      return isRead ? whileAlive(open)() : operation(`open ${short(path)}`, open)
    },
    readFile: whileAlive(real.readFile as (...args: unknown[]) => Promise<unknown>),
    readdir: whileAlive(real.readdir as unknown as (...args: unknown[]) => Promise<unknown>),
    stat: whileAlive(real.stat as unknown as (...args: unknown[]) => Promise<unknown>),
  })
  const sleep = timers.setTimeout
  Object.assign(timers, { setTimeout: whileAlive(sleep as (...args: unknown[]) => Promise<unknown>) })
  syncBuiltinESMExports()
  // One listener a lock that the dead have not given back.
  process.setMaxListeners(0)
}

function mortalHandle(handle: FileHandle, path: string, halfOf: (data: unknown) => Buffer): FileHandle {
  const life = lives.getStore()
  if (!life) return handle
  const { writeFile, sync, read, close } = handle
  const write = handle.write.bind(handle) as (data: Uint8Array, ...rest: number[]) => Promise<unknown>
  const closeIt = () => close.call(handle)
  if (life.dead) void closeIt()
  closers.set(handle, closeIt)
  life.open.add(handle)
  const writeHalf = (data: unknown) => () => write(halfOf(data))
  return Object.assign(handle, {
    write: (data: Uint8Array, ...rest: number[]) =>
      operation(`write ${path}`, () => write(data, ...rest), writeHalf(data)),
    writeFile: (data: Uint8Array) => operation(`write ${path}`, () => writeFile.call(handle, data), writeHalf(data)),
    sync: () => operation(`sync ${path}`, () => sync.call(handle)),
    read: whileAlive(read.bind(handle) as (...args: unknown[]) => Promise<unknown>),
    close: whileAlive(() => {
      life.open.delete(handle)
      return closeIt()
    }),
  })
}
