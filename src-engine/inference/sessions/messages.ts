import type { ExecutionProvider } from '../../../src-shared/model-slots.ts'
import type { Tensor, TensorType } from '../cards/tensor-spec.ts'

/** A tensor as a loaded graph declares it. `shape` is empty where the graph does not say; words are free sizes. */
export interface DeclaredTensor {
  readonly name: string
  readonly type: TensorType | (string & {})
  readonly shape: readonly (number | string)[]
}

/** A graph that has been loaded. */
export interface LoadedGraph {
  readonly provider: ExecutionProvider
  readonly inputs: readonly DeclaredTensor[]
  readonly outputs: readonly DeclaredTensor[]
}

/** Whether graphs can be run with a provider on this machine; `reason` says why not. */
export interface ProviderCheck {
  readonly provider: ExecutionProvider
  readonly loads: boolean
  readonly reason: string
}

/** What the inference thread is asked: `key` names a graph that was opened. */
export type InferenceTask =
  | { readonly type: 'check'; readonly providers: readonly ExecutionProvider[] }
  | {
      readonly type: 'open'
      readonly key: string
      readonly path: string
      readonly providers: readonly ExecutionProvider[]
      readonly threads: number
    }
  | {
      readonly type: 'run'
      readonly key: string
      readonly feeds: Readonly<Record<string, Tensor>>
      readonly fetches: readonly string[]
    }
  | { readonly type: 'close'; readonly key: string }
