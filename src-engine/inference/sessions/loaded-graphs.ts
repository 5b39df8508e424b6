import type { ExecutionProvider } from '../../../src-shared/model-slots.ts'
import type { GraphSpec } from '../cards/graph-spec.ts'
import { fitGraph, type GraphNames } from './fit-graph.ts'
import { inferenceProblem, tooLarge } from './inference-problem.ts'
import { LOW_MEMORY, loadedBytes } from './memory-budget.ts'
import type { InferenceTask, LoadedGraph } from './messages.ts'

/** A graph of a model on disk. */
export interface GraphFile {
  readonly id: string
  readonly title: string
  readonly graph: string
  readonly spec: GraphSpec
  readonly path: string
  readonly bytes: number
  /** What the file held when it was installed: another file in its place is another graph. */
  readonly sha256: string
}

/** A graph that the inference thread holds. */
export interface HeldGraph extends GraphFile {
  /** What the thread knows it by. */
  readonly key: string
  readonly names: GraphNames
  readonly provider: ExecutionProvider
}

export interface LoadedGraphs {
  /** The graph, loaded if it is not yet. Throws `model_unusable`, `model_missing`, `out_of_memory`. */
  take(file: GraphFile, providers: readonly ExecutionProvider[]): Promise<HeldGraph>
  list(): HeldGraph[]
  releaseAll(): Promise<void>
  /** The thread has died, and all it held with it. */
  forget(): void
}

export interface MemoryLimits {
  /** Bytes that loaded graphs may hold together. */
  readonly budget: number
  /** Bytes left for this process. */
  readonly available: () => number
}

/**
 * The graphs that are loaded: the one used longest ago is let go when another needs its room. Calls come one at a time.
 */
export function createLoadedGraphs(
  ask: <Reply>(task: InferenceTask) => Promise<Reply>,
  threads: number,
  { budget, available }: MemoryLimits,
): LoadedGraphs {
  /** Used longest ago first. */
  const held = new Map<string, HeldGraph>()

  const letGo = async (key: string) => {
    held.delete(key)
    await ask({ type: 'close', key })
  }
  /** For so many bytes more; one graph stays in any case. */
  const makeRoom = async (bytes: number, staying?: string) => {
    for (const key of [...held.keys()].filter((known) => known !== staying)) {
      const total = [...held.values()].reduce((sum, graph) => sum + loadedBytes(graph.bytes), bytes)
      if (total <= budget && available() - bytes >= LOW_MEMORY) return
      await letGo(key)
    }
  }
  const load = async (key: string, file: GraphFile, providers: readonly ExecutionProvider[]): Promise<HeldGraph> => {
    const bytes = loadedBytes(file.bytes)
    await makeRoom(bytes)
    // A large one would not fail but drive the system to end the process.
    if (bytes > LOW_MEMORY && available() < bytes) throw tooLarge(file.title, bytes, available())
    try {
      const loaded = await ask<LoadedGraph>({ type: 'open', key, path: file.path, providers, threads })
      return { ...file, key, names: fitGraph(file.title, file.spec, loaded), provider: loaded.provider }
    } catch (error) {
      await letGo(key)
      throw inferenceProblem(error, file.title, file.path)
    }
  }
  return {
    take: async (file, providers) => {
      const key = `${file.path} ${file.sha256} ${JSON.stringify(file.spec)}`
      if (held.has(key)) await makeRoom(0, key)
      const graph = held.get(key) ?? (await load(key, file, providers))
      held.delete(key)
      held.set(key, graph)
      return graph
    },
    list: () => [...held.values()],
    releaseAll: async () => {
      for (const key of [...held.keys()]) await letGo(key)
    },
    forget: () => held.clear(),
  }
}
