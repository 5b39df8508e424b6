import { totalmem } from 'node:os'

/**
 * What a loaded graph holds beside its file's size: its weights a second time, laid out for the processor's kernels.
 * Measured: u2netp (2.3 MiB of half floats) 9 MiB, realesr (2.4 MiB) 8 MiB; large networks come near to twice the file.
 */
const LOADED_FACTOR = 2
const LOADED_BASE = 8 * 2 ** 20

/** Bytes a graph is counted with against the budget. */
export function loadedBytes(fileBytes: number): number {
  return LOADED_BASE + LOADED_FACTOR * fileBytes
}

/** Bytes that loaded graphs may hold together: a quarter of the memory there is for this process. */
export function defaultBudget(): number {
  // A container's limit; absurdly large, or 0, where there is none.
  const limit = process.constrainedMemory()
  return (limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / 4
}

/** When less than this is left for the process, graphs that are not at work are let go: a run needs room of its own. */
export const LOW_MEMORY = 512 * 2 ** 20
