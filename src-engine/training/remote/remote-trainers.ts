import type { GpuAdapter, GpuTrainerSource } from '../gpu-trainer-source.ts'
import type { RemotePort } from './remote-port.ts'
import { createRemoteTrainer, remoteCalls } from './remote-trainer.ts'

/** A process that has not said what it has within this time, ms, has nothing: runs begin with the question. */
const SAID_WITHIN = 30_000

/**
 * Trainers in another process, each over a channel of its own that `connect` gives; it rejects where there can be none.
 * What adapter there is is asked once, unless the process ends before it has said.
 */
export function remoteTrainers(connect: () => Promise<RemotePort>, saidWithin = SAID_WITHIN): GpuTrainerSource {
  let known: GpuAdapter | null | undefined
  return {
    describe: async () => {
      if (known === undefined) known = await within(saidWithin, ask(connect)).catch(() => undefined)
      return known ?? null
    },
    create: async (options) => createRemoteTrainer(await connect(), options),
  }
}

async function ask(connect: () => Promise<RemotePort>): Promise<GpuAdapter | null> {
  const port = await connect()
  try {
    return await remoteCalls(port).describe({})
  } finally {
    port.close()
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, milliseconds, null)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
