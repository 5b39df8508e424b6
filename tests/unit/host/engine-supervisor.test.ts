import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { forkEngine } from '../../../src-main/host/engine-child.ts'
import { superviseEngine } from '../../../src-main/host/engine-supervisor.ts'
import type { EngineStatus } from '../../../src-shared/studio-api/studio.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

const CRASHING = fileURLToPath(new URL('../../support/studio/crashing-engine.ts', import.meta.url))

test('an engine that ends again and again is given up, and tried anew when it is needed', async () => {
  const seen: EngineStatus[] = []
  let stopped = () => {}
  const givenUp = new Promise<void>((resolve) => {
    stopped = resolve
  })
  let script: string | undefined = CRASHING
  const engine = superviseEngine({
    start: () => forkEngine(script),
    onStatus: (status) => {
      seen.push(status)
      if (status.state === 'stopped') stopped()
    },
    onRunEvent: () => {},
  })
  await expect(engine.calls.cancel({})).rejects.toMatchObject({
    code: 'engine_crashed',
    message: expect.stringContaining('code 3'),
  })
  await givenUp
  expect(seen.filter(({ state }) => state === 'restarting')).toHaveLength(4)
  script = undefined
  expect(await engine.calls.cancel({})).toEqual({})
  expect(engine.status()).toEqual({ state: 'ready', error: null })
  await engine.close()
  await expect(engine.calls.cancel({})).rejects.toMatchObject({ code: 'cancelled' })
})

test.skipIf(process.platform !== 'linux')('the engine ends with its host, however that ends', async () => {
  const program = fileURLToPath(new URL('../../../bin/glimpse3d.mjs', import.meta.url))
  const words = [program, 'serve', '--library', join(temporaryFolder(), 'library')]
  const host = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(host.stdout)) if (line.includes('http:')) break
  const [engine] = readFileSync(`/proc/${host.pid}/task/${host.pid}/children`, 'utf8').trim().split(' ').map(Number)
  const isAlive = () => {
    try {
      return !/\) Z /.test(readFileSync(`/proc/${engine}/stat`, 'utf8'))
    } catch {
      return false
    }
  }
  expect(isAlive()).toBe(true)
  host.kill('SIGKILL')
  while (isAlive()) await setTimeout(20)
})
