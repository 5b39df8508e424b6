import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { StudioError } from '../../src-shared/errors.ts'
import { packCloud } from '../splats/pack-cloud.ts'
import { readCloud } from '../splats/read-cloud.ts'
import { createEditSession, type EditSession } from './edit-session.ts'
import type { EditWorkerApi, WorkerReply, WorkerRequest } from './edit-worker-api.ts'

let session: EditSession | null = null

async function load(address: string): ReturnType<EditWorkerApi['load']> {
  const response = await fetch(address, { cache: 'no-store' })
  if (!response.ok) {
    const hint = 'Open the project again; if it stays so, start the run again.'
    throw new StudioError('path_not_found', 'The trained splats are not there.', hint)
  }
  const cloud = readCloud(new Uint8Array(await response.arrayBuffer()))
  session = createEditSession(cloud)
  return packCloud(cloud)
}

/** Buffers of an answer are handed over, not copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : []
  return value && typeof value === 'object' ? Object.values(value).flatMap(buffersOf) : []
}

async function answer({ call, args }: WorkerRequest): Promise<unknown> {
  if (call === 'load') return load(...(args as Parameters<typeof load>))
  if (!session) throw new StudioError('pipeline_error', 'The splats are not loaded.', 'Open the project again.')
  return (session[call] as (...given: unknown[]) => unknown)(...args)
}

self.addEventListener('message', async ({ data }: MessageEvent<WorkerRequest>) => {
  let reply: WorkerReply
  try {
    reply = { id: data.id, result: await answer(data) }
  } catch (cause) {
    const { code, message, hint } = asStudioError(cause)
    reply = { id: data.id, error: { code, message, hint } }
  }
  self.postMessage(reply, { transfer: 'result' in reply ? buffersOf(reply.result) : [] })
})
