import { StudioError } from '../../src-shared/errors.ts'

/** NumPy's array file (NEP 1): these bytes, the version, the header's length, a Python dictionary, then the values. */
const MAGIC = '\x93NUMPY'
/** The values begin at a multiple of this many bytes. */
const ALIGNMENT = 64

/** A two-dimensional array, row by row. */
export interface FloatMap {
  readonly width: number
  readonly height: number
  /** width * height. */
  readonly data: Float32Array
}

/** The bytes of a `.npy` file, version 1.0: float32 little endian, shape (height, width), rows one after the other. */
export function encodeNpy({ width, height, data }: FloatMap): Uint8Array {
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${height}, ${width}), }`
  const start = Math.ceil((MAGIC.length + 4 + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT
  const bytes = new Uint8Array(start + 4 * data.length)
  const view = new DataView(bytes.buffer)
  const header = `${dictionary.padEnd(start - MAGIC.length - 5)}\n`
  bytes.set(Buffer.from(MAGIC, 'latin1'))
  bytes.set([1, 0], MAGIC.length)
  view.setUint16(MAGIC.length + 2, header.length, true)
  bytes.set(Buffer.from(header, 'latin1'), MAGIC.length + 4)
  for (let i = 0; i < data.length; i++) view.setFloat32(start + 4 * i, data[i], true)
  return bytes
}

/** The array of a `.npy` file as `encodeNpy` or NumPy writes them. Throws `unsupported_format` for another kind. */
export function parseNpy(bytes: Uint8Array): FloatMap {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const latin = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1')
  if (bytes.length < MAGIC.length + 6 || latin(0, MAGIC.length) !== MAGIC) throw unsupported('it is no .npy file')
  // From version 2 on the header's length has four bytes.
  const long = bytes[MAGIC.length] > 1
  const from = MAGIC.length + (long ? 6 : 4)
  const start = from + (long ? view.getUint32(MAGIC.length + 2, true) : view.getUint16(MAGIC.length + 2, true))
  const header = latin(from, start)
  const shape = /'shape':\s*\((\d+),\s*(\d+)\s*,?\s*\)/.exec(header)
  if (!shape || !/'descr':\s*'<f4'/.test(header) || !/'fortran_order':\s*False/.test(header)) {
    throw unsupported(`it holds ${header.trim()}`)
  }
  const [height, width] = [Number(shape[1]), Number(shape[2])]
  if (bytes.length < start + 4 * width * height) throw unsupported('it is cut short')
  return {
    width,
    height,
    data: Float32Array.from({ length: width * height }, (_, i) => view.getFloat32(start + 4 * i, true)),
  }
}

function unsupported(why: string): StudioError {
  return new StudioError(
    'unsupported_format',
    `The depth map cannot be read: ${why}.`,
    'Give a two-dimensional array of little-endian float32, as numpy.save writes it.',
  )
}
