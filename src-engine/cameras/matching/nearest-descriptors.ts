import { KERNEL_MEMORY_START, loadKernel, reserve } from '../../kernels/load-kernel.ts'
import nearestDescriptorsWasm from '../../kernels/nearest-descriptors.wasm.ts'
import { DESCRIPTOR_LENGTH } from '../features/descriptor.ts'

interface NearestKernel {
  nearestTwo(
    a: number,
    countA: number,
    b: number,
    countB: number,
    nearestOfA: number,
    bestOfB: number,
    indexOfB: number,
  ): void
}

/** Views into the kernel's memory, valid until the next call. */
export interface NearestDescriptors {
  /** For each descriptor of a: best dot product, second-best dot product, index of the best in b (or -1): 3 countA. */
  readonly ofA: Int32Array
  /** For each descriptor of b: index of its best in a (or -1): countB. */
  readonly ofB: Int32Array
}

/**
 * Exhaustive search for the two largest dot products between two lists of descriptors (128 bytes each), with a memory of
 * its own. Ties go to the lower index.
 */
export function createNearestSearch(): (a: Uint8Array, b: Uint8Array) => NearestDescriptors {
  const { functions, memory } = loadKernel<NearestKernel>(nearestDescriptorsWasm)
  return (a, b) => {
    const countA = a.length / DESCRIPTOR_LENGTH
    const countB = b.length / DESCRIPTOR_LENGTH
    const rowsA = Math.ceil(countA / 4) * 4
    const rowsB = Math.ceil(countB / 8) * 8
    const rowBytes = 2 * DESCRIPTOR_LENGTH
    const atA = KERNEL_MEMORY_START
    const atB = atA + rowsA * rowBytes
    const nearestOfA = atB + rowsB * rowBytes
    const bestOfB = nearestOfA + 12 * rowsA
    const indexOfB = bestOfB + 4 * rowsB
    reserve(memory, indexOfB + 4 * rowsB)
    writeRows(new Int16Array(memory.buffer, atA, rowsA * DESCRIPTOR_LENGTH), a)
    writeBlocks(new Int16Array(memory.buffer, atB, rowsB * DESCRIPTOR_LENGTH), b, countB)
    functions.nearestTwo(atA, rowsA, atB, rowsB, nearestOfA, bestOfB, indexOfB)
    return {
      ofA: new Int32Array(memory.buffer, nearestOfA, 3 * countA),
      ofB: new Int32Array(memory.buffer, indexOfB, countB),
    }
  }
}

function writeRows(target: Int16Array, descriptors: Uint8Array): void {
  target.set(descriptors)
  target.fill(0, descriptors.length)
}

/** Four rows to a block, their element pairs side by side, as the kernel wants them. */
function writeBlocks(target: Int16Array, descriptors: Uint8Array, count: number): void {
  target.fill(0)
  for (let row = 0; row < count; row++) {
    const from = row * DESCRIPTOR_LENGTH
    const to = (row >> 2) * 4 * DESCRIPTOR_LENGTH + 2 * (row & 3)
    for (let k = 0; k < DESCRIPTOR_LENGTH; k += 2) {
      target[to + 4 * k] = descriptors[from + k]
      target[to + 4 * k + 1] = descriptors[from + k + 1]
    }
  }
}
