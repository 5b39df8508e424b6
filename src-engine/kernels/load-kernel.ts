/** Where a kernel's free memory starts: address 0 stays unused, as the kernels have no data of their own. */
export const KERNEL_MEMORY_START = 1024

export interface Kernel<Functions> {
  readonly functions: Functions
  readonly memory: WebAssembly.Memory
}

/**
 * Instantiates a compiled kernel (a committed base64 module of this folder, under 4 KiB) with a memory of its own.
 * `Functions` are the source's exported functions; addresses are byte offsets into the memory.
 */
export function loadKernel<Functions>(base64: string): Kernel<Functions> {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(base64, 'base64')), {})
  return { functions: exports as Functions, memory: exports.memory as WebAssembly.Memory }
}

/** Grows the memory to at least `bytes`. Views made before are then detached. */
export function reserve(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / 65536))
}

/** Instantiates a kernel that was compiled for a shared memory (`memory: shared` in its first line) on that memory. */
export function loadSharedKernel<Functions>(base64: string, memory: WebAssembly.Memory): Functions {
  const module = new WebAssembly.Module(Buffer.from(base64, 'base64'))
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Functions
}
