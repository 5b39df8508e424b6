import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { GpuTrainerSource } from '../../../../src-engine/training/gpu-trainer-source.ts'
import { duplexCalls } from '../../../../src-engine/training/remote/duplex-calls.ts'
import { eventTargetPort, type RemotePort } from '../../../../src-engine/training/remote/remote-port.ts'
import { createRemoteTrainer } from '../../../../src-engine/training/remote/remote-trainer.ts'
import { remoteTrainers } from '../../../../src-engine/training/remote/remote-trainers.ts'
import { serveTrainer } from '../../../../src-engine/training/remote/serve-trainer.ts'
import { PHOTO_CALLS, TRAINER_CALLS } from '../../../../src-engine/training/remote/trainer-calls.ts'
import { createWebGpuTrainer } from '../../../../src-engine/training/webgpu/create-webgpu-trainer.ts'
import { StudioError } from '../../../../src-shared/errors.ts'
import type { SplatCloud } from '../../../../src-shared/splat-cloud.ts'
import { ball, circleCameras, photograph } from '../../../support/coloured-ball.ts'
import { testDevice } from '../../../support/gpu.ts'

const gpu = await testDevice()
const views = await photograph(ball(60), circleCameras(3, 24, 20))
/** The true splats, grey. */
const initial = { ...ball(60), sh: new Float32Array(180) }
const options = { views, initial, steps: 20, splatBudget: 90, shDegree: 1, seed: 3 } as const

/** The real trainer on this device, and how many there are. */
const open = new Set<object>()
const source: GpuTrainerSource = {
  describe: async () => ({ name: gpu!.name, software: true }),
  create: async (given) => {
    const trainer = await createWebGpuTrainer({ ...given, device: gpu!.device })
    open.add(trainer)
    return Object.create(trainer, {
      close: {
        value: async () => {
          open.delete(trainer)
          await trainer.close()
        },
      },
    })
  },
}

const channels: MessageChannel[] = []
/** Both ends of a channel of Node. */
function channel(): { near: RemotePort; far: RemotePort } {
  const made = new MessageChannel()
  channels.push(made)
  return { near: eventTargetPort(made.port1), far: eventTargetPort(made.port2) }
}
afterEach(() => {
  for (const { port1 } of channels.splice(0)) port1.close()
})
afterAll(() => gpu?.close())

const until = async (test: () => boolean) => {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe.skipIf(!gpu)('a trainer at the other end of a channel', () => {
  it('does what the trainer here does, to the last bit, and ends with it', async () => {
    const { near, far } = channel()
    serveTrainer(far, source)
    const remote = await createRemoteTrainer(near, options)
    const local = await createWebGpuTrainer({ ...options, device: gpu!.device })
    expect(remote).toMatchObject({ backend: 'webgpu', splatCount: 60, checkpointStep: 0 })
    for (let step = 1; step <= 8; step++) {
      expect(await remote.step()).toEqual(await local.step())
      // Twenty copies a run of twenty steps.
      expect(remote.checkpointStep).toBe(step)
    }
    expect(remote.splatCount).toBe(local.splatCount)
    expect(remote.splatCount).toBeGreaterThan(60)
    expect(await remote.render(views[1].camera)).toEqual(await local.render(views[1].camera))
    expect(await remote.snapshot()).toEqual(await local.snapshot())
    expect(open.size).toBe(1)
    await Promise.all([remote.close(), local.close()])
    expect(open.size).toBe(0)
  })

  it('is sent splats from shared memory, or from a part of a larger buffer, without what lies around them', async () => {
    const shared = new Float32Array(new SharedArrayBuffer(initial.positions.byteLength + 64))
    shared.set(initial.positions)
    const positions = shared.subarray(0, initial.positions.length)
    const sh = new Float32Array(200).subarray(20, 200)
    const { near, far } = channel()
    const received: SplatCloud[] = []
    serveTrainer(far, {
      ...source,
      create: (given) => {
        received.push(given.initial)
        return source.create(given)
      },
    })
    const remote = await createRemoteTrainer(near, { ...options, initial: { ...initial, positions, sh } })
    expect(received).toEqual([initial])
    expect(received[0].positions.buffer).toBeInstanceOf(ArrayBuffer)
    expect(received[0].positions.buffer.byteLength).toBe(initial.positions.byteLength)
    expect(received[0].sh.buffer.byteLength).toBe(initial.sh.byteLength)
    await remote.close()
  })

  it('keeps the last copy of the splats when the other end goes in mid-run, and says what to do', async () => {
    const { near, far } = channel()
    serveTrainer(far, source)
    const remote = await createRemoteTrainer(near, { ...options, steps: 40 })
    for (let step = 0; step < 5; step++) await remote.step()
    const under = remote.step()
    far.close()
    await expect(under).rejects.toMatchObject({ code: 'device_lost', hint: expect.stringContaining('CPU') })
    await expect(remote.step()).rejects.toMatchObject({ code: 'device_lost' })
    await expect(remote.render(views[0].camera)).rejects.toMatchObject({ code: 'device_lost' })
    // Every second step of forty.
    expect(remote.checkpointStep).toBe(4)
    const kept = await remote.snapshot()
    expect(kept.opacityLogits).not.toEqual(initial.opacityLogits)
    expect(kept.count).toBe(kept.opacityLogits.length)
    await remote.close()
    await until(() => open.size === 0)
  })

  it('frees the trainer when the end that trains goes', async () => {
    const { near, far } = channel()
    serveTrainer(far, source)
    const remote = await createRemoteTrainer(near, options)
    await remote.step()
    expect(open.size).toBe(1)
    near.close()
    await until(() => open.size === 0)
  })

  it('stops waiting when it is cancelled, and what it has come to can be kept', async () => {
    const { near, far } = channel()
    serveTrainer(far, source)
    const stop = new AbortController()
    const remote = await createRemoteTrainer(near, { ...options, signal: stop.signal })
    await remote.step()
    const under = remote.step()
    stop.abort()
    await expect(under).rejects.toMatchObject({ code: 'cancelled' })
    await expect(remote.step()).rejects.toMatchObject({ code: 'cancelled' })
    expect((await remote.snapshot()).count).toBe(60)
    expect(remote.checkpointStep).toBe(2)
    await remote.close()
    expect(open.size).toBe(0)
    await expect(createRemoteTrainer(channel().near, { ...options, signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })

  it('tells of room that is missing, and of a lost device, as the trainer itself does', async () => {
    const { near: small, far: there } = channel()
    serveTrainer(there, source)
    await expect(createRemoteTrainer(small, { ...options, splatBudget: 2 ** 31 })).rejects.toMatchObject({
      code: 'out_of_memory',
    })

    const { near, far } = channel()
    serveTrainer(far, source)
    const remote = await createRemoteTrainer(near, options)
    await remote.step()
    gpu!.device.destroy()
    await expect(remote.step()).rejects.toMatchObject({ code: 'device_lost' })
    expect(remote.checkpointStep).toBe(1)
    expect((await remote.snapshot()).count).toBe(60)
    await remote.close()
  })
})

describe('what comes over the channel', () => {
  /** The end that trains, without its checks; the other end answers with `source`. */
  function caller() {
    const { near, far } = channel()
    serveTrainer(far, source)
    const answers: unknown[] = []
    near.onMessage((message) => answers.push(message))
    const ask = async (message: unknown) => {
      const before = answers.length
      near.post(message)
      await until(() => answers.length > before)
      return answers.at(-1)
    }
    return ask
  }
  const sent = { ...options, cameras: [], firstStep: 0, recipe: {}, sceneExtent: null, views: undefined }

  it('is refused where it is not as agreed', async () => {
    const ask = caller()
    const refused = (code: string, id: number | null = 1) =>
      expect.objectContaining({ type: 'error', id, error: expect.objectContaining({ code }) })
    for (const message of ['step', null, { id: 'x', call: 'step', input: {} }, { type: 'reply', id: 'x' }]) {
      expect(await ask(message)).toEqual(refused('bad_arguments', null))
    }
    expect(await ask({ id: 1, call: 'toString', input: {} })).toEqual(refused('unknown_call'))
    expect(await ask({ id: 1, call: 'step', input: { more: 1 } })).toEqual(refused('bad_arguments'))
    // Before there is a trainer.
    for (const call of ['step', 'snapshot']) {
      expect(await ask({ id: 1, call, input: {} })).toEqual(refused('bad_arguments'))
    }
    const short = { ...initial, sh: new Float32Array(3) }
    for (const input of [sent, { ...sent, initial: short }, { ...sent, initial: { ...initial, positions: [] } }]) {
      expect(await ask({ id: 1, call: 'create', input })).toEqual(refused('bad_arguments'))
    }
    expect(open.size).toBe(0)
  })

  it('is refused of a photo that is not as large as its camera', async () => {
    const { near, far } = channel()
    let read: unknown
    serveTrainer(far, {
      ...source,
      create: async ({ views: [view] }) => {
        if (!('read' in view)) throw new Error('A photo in memory')
        read = await view.read(0, new Uint8Array(5)).catch((error: unknown) => error)
        throw new StudioError('too_few_photos', 'None.', 'Add photos.')
      },
    })
    await expect(createRemoteTrainer(near, options)).rejects.toMatchObject({ code: 'too_few_photos' })
    expect(read).toMatchObject({ code: 'bad_arguments', message: expect.stringContaining('0.png') })
  })

  it('is refused of a window that answers with something else, and it gets no more photos than there are', async () => {
    const { near, far } = channel()
    let photo: unknown
    const { photo: ask } = duplexCalls(
      far,
      PHOTO_CALLS,
      TRAINER_CALLS,
      {
        describe: () => ({ name: 'x', software: false }),
        create: async () => {
          photo = await ask({ index: views.length, halvings: 0 }).catch((error: unknown) => error)
          return { splats: -1 }
        },
        step: () => Promise.reject(new Error('not asked for')),
        render: () => Promise.reject(new Error('not asked for')),
        snapshot: () => Promise.reject(new Error('not asked for')),
        close: () => ({}),
      },
      () => new StudioError('cancelled', 'Ended.', 'Start again.'),
    )
    await expect(createRemoteTrainer(near, options)).rejects.toMatchObject({ code: 'pipeline_error' })
    expect(photo).toMatchObject({ code: 'bad_arguments' })
  })
})

describe('a source of trainers elsewhere', () => {
  it('asks once what adapter there is, and again where the other end was gone', async () => {
    let asked = 0
    const connect = async () => {
      const { near, far } = channel()
      asked++
      if (asked === 1) setTimeout(() => far.close(), 10)
      else serveTrainer(far, { ...source, describe: async () => ({ name: 'A card', software: false }) })
      return near
    }
    const trainers = remoteTrainers(connect)
    expect(await trainers.describe()).toBeNull()
    expect(await trainers.describe()).toEqual({ name: 'A card', software: false })
    expect(await trainers.describe()).toEqual({ name: 'A card', software: false })
    expect(asked).toBe(2)
  })

  it('has none where there is no other end, or one that never answers', async () => {
    const refuse = async () => {
      throw new StudioError('device_lost', 'No window.', 'Choose the CPU.')
    }
    expect(await remoteTrainers(refuse).describe()).toBeNull()
    await expect(remoteTrainers(refuse).create(options)).rejects.toMatchObject({ code: 'device_lost' })
    const mute = remoteTrainers(async () => channel().near, 10)
    expect(await mute.describe()).toBeNull()
  })
})
