import { throwIfCancelled } from '../../../src-shared/errors.ts'
import type { ExecutionProvider, ModelSlot, ProviderChoice } from '../../../src-shared/model-slots.ts'
import { betweenSteps, type WorkOptions } from '../../../src-shared/progress.ts'
import { defaultThreads, startWorkerPool, type WorkerPool } from '../../threads/worker-pool.ts'
import type { CardOf, ModelCard } from '../cards/model-card.ts'
import { graphsOf } from '../cards/model-card.ts'
import type { Tensor } from '../cards/tensor-spec.ts'
import { inferenceProblem } from './inference-problem.ts'
import { createLoadedGraphs, type GraphFile, type MemoryLimits } from './loaded-graphs.ts'
import { defaultBudget } from './memory-budget.ts'
import type { InferenceTask, ProviderCheck } from './messages.ts'
import { providersToTry } from './providers.ts'
import { runGraph } from './run-graph.ts'

/** A model's card and where its files are. */
export interface ModelFiles<Card extends ModelCard = ModelCard> {
  readonly card: Card
  /** Absolute path, size and checksum of each graph's file, by the graph's name in the card. */
  readonly files: Readonly<Record<string, { readonly path: string; readonly bytes: number; readonly sha256: string }>>
}

export type RunOptions = Pick<WorkOptions, 'signal' | 'pause'>

/** A model ready to be run; its graphs are loaded when they are first needed. */
export interface Model<Slot extends ModelSlot = ModelSlot> {
  readonly card: CardOf<Slot>
  /**
   * Runs one graph: tensors by the parts the card names, in and out. Runs are done one at a time in the order they were
   * asked for; one that is cancelled before its turn is left out. The caller keeps its arrays.
   * Throws `model_unusable`, `model_missing`, `out_of_memory`, `cancelled`.
   */
  run(graph: string, feeds: Readonly<Record<string, Tensor>>, options?: RunOptions): Promise<Record<string, Tensor>>
}

/** A graph that is loaded at present. */
interface LoadedModel {
  readonly id: string
  readonly graph: string
  readonly provider: ExecutionProvider
}

export interface InferenceOptions extends Partial<MemoryLimits> {
  readonly provider?: ProviderChoice
  readonly threads?: number
}

/** Runs models on a thread of its own. Loaded graphs are shared by all who use the same file. */
export interface Inference {
  model<Slot extends ModelSlot>(files: ModelFiles<CardOf<Slot>>): Model<Slot>
  /** Loads every graph of a model and holds it against its card. Throws as a run does. */
  check(files: ModelFiles): Promise<void>
  /** Which providers load on this machine, fastest first. */
  providers(): Promise<readonly ProviderCheck[]>
  /** For what is loaded from now on; what is loaded is let go. */
  setProvider(choice: ProviderChoice): Promise<void>
  loaded(): LoadedModel[]
  /** Lets go of all graphs: before a step that needs the memory. */
  release(): Promise<void>
  close(): Promise<void>
}

/** Graphs that nobody has used for so long are let go. */
const IDLE_MS = 120_000

/** Nothing is loaded and no thread runs before the first call. */
export function createInference(options: InferenceOptions = {}): Inference {
  const { threads = defaultThreads(), budget = defaultBudget() } = options
  const { available = () => process.availableMemory() } = options
  let choice = options.provider ?? 'auto'
  let pool: WorkerPool | null = null
  let last: Promise<unknown> = Promise.resolve()
  let checks: Promise<ProviderCheck[]> | null = null
  let idle: NodeJS.Timeout | undefined

  const ask = <Reply>(task: InferenceTask): Promise<Reply> => {
    pool ??= startWorkerPool(new URL('./inference.worker.ts', import.meta.url), { threads: 1, onFailure: forget })
    return pool.run<Reply>(task)
  }
  const graphs = createLoadedGraphs(ask, threads, { budget, available })
  const forget = () => {
    pool = null
    checks = null
    graphs.forget()
  }
  /** First come, first served. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    clearTimeout(idle)
    const mine = last.then(work)
    last = mine.catch(() => {})
    idle = setTimeout(release, IDLE_MS).unref()
    return mine
  }
  const release = () => inTurn(graphs.releaseAll)
  const providers = () => {
    checks ??= ask<ProviderCheck[]>({ type: 'check', providers: providersToTry('auto') })
    return checks
  }
  const take = async (file: GraphFile) => {
    const known = await providers()
    const loads = (name: ExecutionProvider) => known.some(({ provider, loads }) => loads && provider === name)
    return graphs.take(file, providersToTry(choice).filter(loads))
  }
  return {
    model: (files) => ({
      card: files.card,
      run: async (graph, feeds, work = {}) => {
        await betweenSteps(work)
        const file = graphFile(files, graph)
        return inTurn(async () => {
          throwIfCancelled(work.signal)
          const held = await take(file)
          return runGraph(ask, held, feeds).catch((error: unknown) => {
            throw inferenceProblem(error, file.title, file.path)
          })
        })
      },
    }),
    check: (files) =>
      inTurn(async () => {
        // What is on the disk counts, not what was.
        await graphs.releaseAll()
        for (const [graph] of graphsOf(files.card)) await take(graphFile(files, graph))
      }),
    providers,
    setProvider: async (wanted) => {
      if (wanted === choice) return
      choice = wanted
      await release()
    },
    loaded: () => graphs.list().map(({ id, graph, provider }) => ({ id, graph, provider })),
    release: async () => {
      if (graphs.list().length > 0) await release()
    },
    close: async () => {
      clearTimeout(idle)
      await last
      await pool?.close()
      forget()
    },
  }
}

function graphFile({ card, files }: ModelFiles, graph: string): GraphFile {
  const spec = graphsOf(card).find(([name]) => name === graph)?.[1]
  if (!spec || !files[graph]) throw new Error(`The model ${card.id} has no graph "${graph}"`)
  return { id: card.id, title: card.title, graph, spec, ...files[graph] }
}
