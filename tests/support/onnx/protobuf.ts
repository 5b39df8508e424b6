/** The parts of the protobuf wire format that an ONNX file needs: fields of varints, 32-bit floats and bytes. */
export type Field = Uint8Array

/** A whole number, negative ones in ten bytes. */
export function varintField(number: number, value: number | bigint): Field {
  return join([varint(number << 3), varint(value)])
}

export function floatField(number: number, value: number): Field {
  return join([varint((number << 3) | 5), new Uint8Array(Float32Array.of(value).buffer)])
}

/** Bytes, text, or a message made of fields. */
export function bytesField(number: number, content: string | Uint8Array | readonly Field[]): Field {
  const bytes =
    typeof content === 'string'
      ? new TextEncoder().encode(content)
      : content instanceof Uint8Array
        ? content
        : join(content)
  return join([varint((number << 3) | 2), varint(bytes.length), bytes])
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}
