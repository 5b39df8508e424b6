import type { CommandLine } from 'electron'

/** What Chromium is told before it starts. */
export function setChromiumFlags(commandLine: CommandLine): void {
  // Without a usable GPU the viewport is drawn by the CPU. "Unsafe" is said of foreign pages; the app shows only its own.
  commandLine.appendSwitch('enable-unsafe-swiftshader')
  // WebGPU comes by itself elsewhere; on Linux it is still behind these.
  if (process.platform === 'linux') {
    commandLine.appendSwitch('enable-unsafe-webgpu')
    commandLine.appendSwitch('enable-features', 'Vulkan')
  }
}
