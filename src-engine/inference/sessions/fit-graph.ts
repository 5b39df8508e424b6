import { StudioError } from '../../../src-shared/errors.ts'
import type { GraphSpec } from '../cards/graph-spec.ts'
import type { TensorSpec } from '../cards/tensor-spec.ts'
import type { DeclaredTensor, LoadedGraph } from './messages.ts'

/** The graph's own names of a card's inputs and outputs, by the part they play. */
export interface GraphNames {
  readonly inputs: ReadonlyMap<string, string>
  readonly outputs: ReadonlyMap<string, string>
}

/**
 * Holds a loaded graph against its card and gives its tensors' names. Throws `model_unusable`, naming the model, the
 * graph and the first tensor whose name, type or shape is another, and where the graph wants an input the card has not.
 */
export function fitGraph(title: string, spec: GraphSpec, graph: LoadedGraph): GraphNames {
  const inputs = fitTensors('input', spec.inputs, graph.inputs)
  const outputs = fitTensors('output', spec.outputs, graph.outputs)
  const wanted = graph.inputs.find(({ name }) => ![...inputs.values()].includes(name))
  if (wanted) throw refuse(`it wants an input "${wanted.name}" that its card does not know`)
  return { inputs, outputs }

  function fitTensors(
    kind: 'input' | 'output',
    specs: Readonly<Record<string, TensorSpec>>,
    declared: readonly DeclaredTensor[],
  ) {
    return new Map(
      Object.entries(specs).map(([part, spec], place) => {
        const found = spec.name === null ? declared[place] : declared.find(({ name }) => name === spec.name)
        const names = declared.map(({ name }) => `"${name}"`).join(', ')
        if (!found) throw refuse(`it has no ${kind} "${spec.name ?? part}" (it has ${names || 'none'})`)
        const label = `its ${kind} "${found.name}"`
        if (found.type !== spec.type) throw refuse(`${label} is of ${found.type}, not ${spec.type}`)
        if (!shapesFit(kind, spec.shape, found.shape)) {
          throw refuse(`${label} has the shape [${found.shape.join(', ')}], not [${spec.shape.join(', ')}]`)
        }
        return [part, found.name]
      }),
    )
  }

  function refuse(why: string): StudioError {
    return new StudioError(
      'model_unusable',
      `${title} does not fit its card: ${spec.file.name}: ${why}.`,
      'Install it again, or correct its card. Until then the built-in method is used.',
    )
  }
}

/**
 * A graph's free size takes any number; a number takes only itself. A free size of the card, which we may fill with
 * anything, needs a free size where it is fed; what comes out is checked again when it has come.
 */
function shapesFit(kind: 'input' | 'output', card: TensorSpec['shape'], graph: DeclaredTensor['shape']): boolean {
  if (graph.length === 0) return kind === 'output' || card.length === 0
  if (graph.length !== card.length) return false
  return card.every((size, i) => {
    const declared = graph[i]
    if (typeof declared === 'string') return true
    return typeof size === 'number' ? size === declared : kind === 'output'
  })
}

/** Throws `model_unusable` where a tensor that goes in or has come out is of another type or shape than the card says. */
export function checkTensor(
  title: string,
  part: string,
  spec: TensorSpec,
  { data, dims }: { data: unknown; dims: readonly number[] },
): void {
  const type = data instanceof Float32Array ? 'float32' : 'int64'
  const fits =
    dims.length === spec.shape.length && spec.shape.every((size, i) => size === dims[i] || typeof size === 'string')
  if (fits && type === spec.type) return
  throw new StudioError(
    'model_unusable',
    `${title}: "${part}" is ${type} [${dims.join(', ')}], where its card says ${spec.type} [${spec.shape.join(', ')}].`,
    'Correct the card, or remove the model: then the built-in method is used.',
  )
}
