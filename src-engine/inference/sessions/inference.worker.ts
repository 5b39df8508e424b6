import { env, InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import type { ExecutionProvider } from '../../../src-shared/model-slots.ts'
import { serveTasks } from '../../threads/serve-tasks.ts'
import type { Tensor } from '../cards/tensor-spec.ts'
import { IDENTITY_GRAPH } from './identity-graph.ts'
import type { InferenceTask, LoadedGraph, ProviderCheck } from './messages.ts'

type Results = Readonly<Record<string, Tensor>>

// Why a provider does not load is told by the error; the library would write it to standard error as well.
env.logLevel = 'fatal'

const sessions = new Map<string, InferenceSession>()

serveTasks<InferenceTask, LoadedGraph | ProviderCheck[] | Results | undefined>(
  (task) => {
    if (task.type === 'run') return run(task)
    if (task.type === 'open') return open(task)
    return task.type === 'check' ? check(task.providers) : close(task.key)
  },
  (reply) => buffersOf(reply),
)

/** Loads a graph with the first of the providers that takes it. Throws what the last of them said. */
async function open(task: InferenceTask & { type: 'open' }): Promise<LoadedGraph> {
  let refused: unknown
  for (const provider of task.providers) {
    try {
      const session = await InferenceSession.create(task.path, {
        executionProviders: [provider],
        intraOpNumThreads: task.threads,
        // Kept between runs, the arena doubles a small network's memory (u2netp: 735 against 270 MiB) and saves no time.
        enableCpuMemArena: false,
      })
      sessions.set(task.key, session)
      return { provider, inputs: declared(session.inputMetadata), outputs: declared(session.outputMetadata) }
    } catch (error) {
      refused = error
    }
  }
  throw refused
}

async function run({ key, feeds, fetches }: InferenceTask & { type: 'run' }): Promise<Results> {
  const session = sessions.get(key)
  if (!session) throw new Error(`The graph ${key} is not open`)
  const inputs = Object.entries(feeds).map(([name, { data, dims }]) => [
    name,
    data instanceof Float32Array ? new OrtTensor('float32', data, dims) : new OrtTensor('int64', data, dims),
  ])
  const outputs = await session.run(Object.fromEntries(inputs), [...fetches])
  return Object.fromEntries(
    fetches.map((name) => {
      const { data, dims } = outputs[name]
      // A copy of its own: the library's buffer may be one that cannot be handed to another thread.
      return [name, { data: (data as Tensor['data']).slice(), dims }]
    }),
  )
}

async function close(key: string): Promise<undefined> {
  const session = sessions.get(key)
  sessions.delete(key)
  await session?.release()
}

async function check(providers: readonly ExecutionProvider[]): Promise<ProviderCheck[]> {
  const checks: ProviderCheck[] = []
  for (const provider of providers) {
    try {
      const session = await InferenceSession.create(IDENTITY_GRAPH, { executionProviders: [provider] })
      await session.release()
      checks.push({ provider, loads: true, reason: '' })
    } catch (error) {
      checks.push({ provider, loads: false, reason: (error as Error).message.split('\n')[0] })
    }
  }
  return checks
}

function declared(metadata: readonly InferenceSession.ValueMetadata[]): LoadedGraph['inputs'] {
  return metadata.map((value) =>
    value.isTensor
      ? { name: value.name, type: value.type, shape: [...value.shape] }
      : { name: value.name, type: 'no tensor', shape: [] },
  )
}

function buffersOf(reply: LoadedGraph | ProviderCheck[] | Results | undefined): ArrayBuffer[] {
  if (!reply || Array.isArray(reply) || 'provider' in reply) return []
  return Object.values(reply as Results).map(({ data }) => data.buffer as ArrayBuffer)
}
