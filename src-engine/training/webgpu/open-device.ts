import type { GpuAdapter } from '../gpu-trainer-source.ts'

/** Limits asked for as high as the adapter goes; what is not asked for stays at the standard's default. */
const RAISED = ['maxBufferSize', 'maxStorageBufferBindingSize'] as const

/** The best adapter that there is; null without any. */
export function bestAdapter(gpu: GPU | null | undefined): Promise<GPUAdapter | null> {
  return gpu?.requestAdapter({ powerPreference: 'high-performance' }) ?? Promise.resolve(null)
}

/** What the studio shows: the adapter's own description, or its vendor and architecture where a browser keeps that back. */
export function describeAdapter({ info }: GPUAdapter): GpuAdapter {
  const { description, vendor, architecture, isFallbackAdapter } = info
  const software = isFallbackAdapter || architecture === 'swiftshader'
  return { name: description || [vendor, architecture].filter(Boolean).join(' ') || 'graphics device', software }
}

/** A device with room for large scenes; with `standardLimits` as small as the standard lets any be. */
export function openDevice(adapter: GPUAdapter, standardLimits = false): Promise<GPUDevice> {
  const raised = standardLimits ? [] : RAISED
  return adapter.requestDevice({
    requiredLimits: Object.fromEntries(raised.map((limit) => [limit, adapter.limits[limit]])),
  })
}
