import { type CardOf, modelCardSchema } from '../../../src-engine/inference/cards/model-card.ts'
import { SHIPPED_CARDS } from '../../../src-engine/inference/cards/shipped-cards.ts'
import type { ModelSlot } from '../../../src-shared/model-slots.ts'
import { type OnnxGraph, type Operation, type Weights, writeOnnx } from './write-onnx.ts'

/** The shipped card of that id with changes, read as a card file is. */
export function cardLike<Slot extends ModelSlot>(id: string, changes: Record<string, unknown>): CardOf<Slot> {
  const card = SHIPPED_CARDS.find((known) => known.id === id)
  return modelCardSchema.parse({ ...card, ...changes }) as CardOf<Slot>
}

/** `graphs` of a card: one of a file that is published nowhere. */
export function graphCard(name: string, inputs: Record<string, unknown>, outputs: Record<string, unknown>) {
  return { file: { name, url: null, bytes: null, hash: null }, inputs, outputs }
}

const op = (name: string, inputs: string[], output: string, attributes?: Operation['attributes']): Operation => ({
  op: name,
  inputs,
  outputs: [output],
  attributes,
})
const floats = (name: string, dims: number[], values: number[]): Weights => ({
  name,
  dims,
  data: Float32Array.from(values),
})
const integers = (name: string, values: number[]): Weights => ({
  name,
  dims: [values.length],
  data: BigInt64Array.from(values, BigInt),
})

/** Mean of the channels: what an 8 x 8 picture's matte or disparity is. */
export const meanOfChannels = (shape: (number | string)[], input = 'pixels'): Uint8Array =>
  writeOnnx({
    inputs: [{ name: input, shape }],
    outputs: [{ name: 'map', shape: [shape[0], 1, shape[2], shape[3]] }],
    operations: [op('ReduceMean', [input], 'map', { axes: { ints: [1] }, keepdims: { int: 1 } })],
  })

/** The sixteen views: the photo each time, the k-th darker by k / 16. */
export function fadingViews(side: number): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'photo', shape: [1, 3, side, side] }],
    outputs: [{ name: 'views', shape: [1, 16, 3, side, side] }],
    operations: [op('Mul', ['stacked', 'fades'], 'views'), op('Unsqueeze', ['photo', 'second'], 'stacked')].reverse(),
    weights: [
      integers('second', [1]),
      floats(
        'fades',
        [1, 16, 1, 1, 1],
        Array.from({ length: 16 }, (_, k) => 1 - k / 16),
      ),
    ],
  })
}

/** TripoSR's first half: the picture's mean colour, as codes [1, 3, 1, 1, 1]. */
export function meanColourEncoder(side: number): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'photo', shape: [1, 3, side, side] }],
    outputs: [{ name: 'scene_codes', shape: [1, 3, 1, 1, 1] }],
    operations: [
      op('ReduceMean', ['photo'], 'mean', { axes: { ints: [2, 3] }, keepdims: { int: 1 } }),
      op('Unsqueeze', ['mean', 'last'], 'scene_codes'),
    ],
    weights: [integers('last', [4])],
  })
}

/** TripoSR's second half: a ball about (0.2, 0, 0) of density 30 - 20 |p - c| in the colour of the codes. */
export function ballDecoder(): Uint8Array {
  return writeOnnx({
    inputs: [
      { name: 'scene_codes', shape: [1, 3, 1, 1, 1] },
      { name: 'points', shape: [1, 'n', 3] },
    ],
    outputs: [
      { name: 'density', shape: [1, 'n', 1] },
      { name: 'color', shape: [1, 'n', 3] },
    ],
    operations: [
      op('Sub', ['points', 'centre'], 'away'),
      op('ReduceL2', ['away'], 'distance', { axes: { ints: [2] }, keepdims: { int: 1 } }),
      op('Mul', ['distance', 'slope'], 'fall'),
      op('Sub', ['most', 'fall'], 'level'),
      op('Relu', ['level'], 'density'),
      op('Reshape', ['scene_codes', 'row'], 'colour'),
      op('Mul', ['away', 'nothing'], 'zeros'),
      op('Add', ['zeros', 'colour'], 'color'),
    ],
    weights: [
      floats('centre', [3], [0.2, 0, 0]),
      floats('slope', [1], [20]),
      floats('most', [1], [30]),
      floats('nothing', [1], [0]),
      integers('row', [1, 1, 3]),
    ],
  })
}

/** Twice the size, every pixel four times; `brighter` is added. */
export function doubler(shape: (number | string)[], brighter = 0): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'low', shape }],
    outputs: [
      {
        name: 'high',
        shape: [
          shape[0],
          3,
          typeof shape[2] === 'number' ? 2 * shape[2] : 'H',
          typeof shape[3] === 'number' ? 2 * shape[3] : 'W',
        ],
      },
    ],
    operations: [
      op('Resize', ['low', '', 'scales'], 'large', {
        mode: { string: 'nearest' },
        coordinate_transformation_mode: { string: 'asymmetric' },
        nearest_mode: { string: 'floor' },
      }),
      op('Add', ['large', 'more'], 'high'),
    ],
    weights: [floats('scales', [4], [1, 1, 2, 2]), floats('more', [1], [brighter])],
  })
}

/** A stand-in for LPIPS that can be reckoned by hand: the mean absolute difference, as [1, 1, 1, 1]. */
export function meanDifference(): Uint8Array {
  return writeOnnx({
    inputs: [
      { name: 'a', shape: [1, 3, 'h', 'w'] },
      { name: 'b', shape: [1, 3, 'h', 'w'] },
    ],
    outputs: [{ name: 'd', shape: [1, 1, 1, 1] }],
    operations: [
      op('Sub', ['a', 'b'], 'difference'),
      op('Abs', ['difference'], 'size'),
      op('ReduceMean', ['size'], 'd', { axes: { ints: [1, 2, 3] }, keepdims: { int: 1 } }),
    ],
  })
}

/**
 * A keypoint network of cells of 8 x 8 pixels: the brighter a pixel is than its cell, the likelier it is a keypoint, and
 * the cell's own pixels describe it. `side` pixels square.
 */
export function brightSpots(side: number): Uint8Array {
  const cells = side / 8
  return writeOnnx({
    inputs: [{ name: 'input', shape: [1, 3, side, side] }],
    outputs: [
      { name: 'described', shape: [1, 64, cells, cells] },
      { name: 'spots', shape: [1, 65, cells, cells] },
      { name: 'reliable', shape: [1, 1, cells, cells] },
    ],
    operations: [
      op('ReduceMean', ['input'], 'grey', { axes: { ints: [1] }, keepdims: { int: 1 } }),
      op('SpaceToDepth', ['grey'], 'described', { blocksize: { int: 8 } }),
      op('Mul', ['described', 'gain'], 'bright'),
      op('ReduceMean', ['described'], 'mean', { axes: { ints: [1] }, keepdims: { int: 1 } }),
      op('Mul', ['mean', 'nothing'], 'none'),
      op('Concat', ['bright', 'none'], 'spots', { axis: { int: 1 } }),
      op('Exp', ['none'], 'reliable'),
    ],
    weights: [floats('gain', [1], [40]), floats('nothing', [1], [0])],
  })
}

/** A matcher: to each keypoint the one with the likest description, whose number is `beyond` too large. */
export function likestDescriptions(beyond = 0): Uint8Array {
  return writeOnnx({
    inputs: [
      { name: 'kpts0', shape: [1, 'n', 2] },
      { name: 'kpts1', shape: [1, 'm', 2] },
      { name: 'desc0', shape: [1, 'n', 64] },
      { name: 'desc1', shape: [1, 'm', 64] },
    ],
    outputs: [
      { name: 'matches', shape: ['k', 2], type: 'int64' },
      { name: 'scores', shape: ['k'] },
    ],
    operations: [
      op('Transpose', ['desc1'], 'across', { perm: { ints: [0, 2, 1] } }),
      op('MatMul', ['desc0', 'across'], 'likeness'),
      op('ReduceMax', ['likeness'], 'best', { axes: { ints: [2] }, keepdims: { int: 0 } }),
      op('Reshape', ['best', 'flat'], 'scores'),
      op('ArgMax', ['likeness'], 'partner', { axis: { int: 2 }, keepdims: { int: 0 } }),
      op('Reshape', ['partner', 'column'], 'partners'),
      op('Add', ['partners', 'beyond'], 'second'),
      // The numbers 0, 1, ...: where a score is equal to itself.
      op('Equal', ['scores', 'scores'], 'each'),
      op('NonZero', ['each'], 'row'),
      op('Transpose', ['row'], 'first', { perm: { ints: [1, 0] } }),
      op('Concat', ['first', 'second'], 'matches', { axis: { int: 1 } }),
    ],
    weights: [integers('flat', [-1]), integers('column', [-1, 1]), integers('beyond', [beyond])],
  })
}

/** A graph that gives what is no number wherever it is fed a zero: 0 / 0. */
export function zeroByZero(shape: (number | string)[]): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'pixels', shape }],
    outputs: [{ name: 'map', shape: [1, 1, shape[2], shape[3]] }],
    operations: [
      op('Div', ['pixels', 'pixels'], 'ratio'),
      op('ReduceMean', ['ratio'], 'map', { axes: { ints: [1] }, keepdims: { int: 1 } }),
    ],
  } satisfies OnnxGraph)
}
