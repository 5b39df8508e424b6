import { bytesField, type Field, floatField, join, varintField } from './protobuf.ts'

/** A tensor of a graph: sizes, or words for sizes that are free. */
export interface Value {
  readonly name: string
  readonly shape: readonly (number | string)[]
  readonly type?: 'float32' | 'int64' | 'float16'
}

/** One operation. An attribute of whole numbers is written `ints`/`int`, others `float` and `string`. */
export interface Operation {
  readonly op: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes?: Readonly<Record<string, Attribute>>
}

export type Attribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly string: string }

/** A fixed tensor of a graph: its weights. */
export interface Weights {
  readonly name: string
  readonly dims: readonly number[]
  readonly data: Float32Array | BigInt64Array
}

export interface OnnxGraph {
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
  readonly operations: readonly Operation[]
  readonly weights?: readonly Weights[]
}

const ELEMENT_TYPES = { float32: 1, int64: 7, float16: 10 } as const
/** Operators as of opset 17, whose oldest file version is 8: what onnxruntime 1.12 and later read. */
const OPSET = 17
const IR_VERSION = 8

/** The bytes of an .onnx file (field numbers of onnx.proto3). */
export function writeOnnx({ inputs, outputs, operations, weights = [] }: OnnxGraph): Uint8Array {
  const graph = [
    ...operations.map((operation) => bytesField(1, operationFields(operation))),
    bytesField(2, 'graph'),
    ...weights.map((tensor) => bytesField(5, weightsFields(tensor))),
    ...inputs.map((value) => bytesField(11, valueFields(value))),
    ...outputs.map((value) => bytesField(12, valueFields(value))),
  ]
  return join([varintField(1, IR_VERSION), bytesField(7, graph), bytesField(8, [varintField(2, OPSET)])])
}

function operationFields({ op, inputs, outputs, attributes = {} }: Operation): Field[] {
  return [
    ...inputs.map((name) => bytesField(1, name)),
    ...outputs.map((name) => bytesField(2, name)),
    bytesField(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, attributeFields(name, value))),
  ]
}

function attributeFields(name: string, value: Attribute): Field[] {
  const named = bytesField(1, name)
  if ('float' in value) return [named, floatField(2, value.float), varintField(20, 1)]
  if ('int' in value) return [named, varintField(3, value.int), varintField(20, 2)]
  if ('string' in value) return [named, bytesField(4, value.string), varintField(20, 3)]
  return [named, ...value.ints.map((each) => varintField(8, each)), varintField(20, 7)]
}

function weightsFields({ name, dims, data }: Weights): Field[] {
  const type = data instanceof Float32Array ? 'float32' : 'int64'
  return [
    ...dims.map((size) => varintField(1, size)),
    varintField(2, ELEMENT_TYPES[type]),
    bytesField(8, name),
    bytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]
}

function valueFields({ name, shape, type = 'float32' }: Value): Field[] {
  const dimension = (size: number | string) => (typeof size === 'number' ? varintField(1, size) : bytesField(2, size))
  const tensor = [
    varintField(1, ELEMENT_TYPES[type]),
    bytesField(
      2,
      shape.map((size) => bytesField(1, [dimension(size)])),
    ),
  ]
  return [bytesField(1, name), bytesField(2, [bytesField(1, tensor)])]
}
