/** A compiled kernel; `bind` gives it its buffers, in the order of the bindings 0, 1, ... of its source. */
export interface ComputeKernel {
  bind(...buffers: readonly GPUBuffer[]): BoundKernel
}

/** A kernel with its buffers, ready to be recorded. */
export interface BoundKernel {
  /** Records a dispatch of so many workgroups. */
  run(pass: GPUComputePassEncoder, x: number, y?: number, z?: number): void
  /** Records a dispatch whose three counts stand at byte `offset` of `counts` when it comes to run. */
  runIndirect(pass: GPUComputePassEncoder, counts: GPUBuffer, offset: number): void
}

/** Compiling takes up to a second a kernel on a software device; a second trainer finds them done. */
const compiled = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>()

function pipelineOf(device: GPUDevice, label: string, code: string): GPUComputePipeline {
  const known = compiled.get(device) ?? new Map<string, GPUComputePipeline>()
  compiled.set(device, known)
  let pipeline = known.get(code)
  if (!pipeline) {
    const module = device.createShaderModule({ label, code })
    pipeline = device.createComputePipeline({ label, layout: 'auto', compute: { module, entryPoint: 'main' } })
    known.set(code, pipeline)
  }
  return pipeline
}

/**
 * The `main` of a WGSL source, compiled when it first runs. Every binding it declares has to be used, so that the layout
 * has it.
 */
export function computeKernel(device: GPUDevice, label: string, code: string): ComputeKernel {
  return {
    bind: (...buffers) => {
      let group: GPUBindGroup | undefined
      const set = (pass: GPUComputePassEncoder) => {
        const pipeline = pipelineOf(device, label, code)
        group ??= device.createBindGroup({
          label,
          layout: pipeline.getBindGroupLayout(0),
          entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
        })
        pass.setPipeline(pipeline)
        pass.setBindGroup(0, group)
      }
      return {
        run: (pass, x, y = 1, z = 1) => {
          set(pass)
          pass.dispatchWorkgroups(x, y, z)
        },
        runIndirect: (pass, counts, offset) => {
          set(pass)
          pass.dispatchWorkgroupsIndirect(counts, offset)
        },
      }
    },
  }
}
