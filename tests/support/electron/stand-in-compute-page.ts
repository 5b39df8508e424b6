import type { MessagePortMain } from './stand-in-channel.ts'

/** Plays the compute window's page for one port: does what the page does with it, on the device of Node. */
export async function playComputePage(port: MessagePortMain): Promise<void> {
  const { serveTrainer } = await import('../../../src-engine/training/remote/serve-trainer.ts')
  const { nodeGpuTrainers } = await import('../../../src-engine/training/webgpu/node-gpu-trainers.ts')
  serveTrainer(
    {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => {
        port.on('message', ({ data }) => listener(data))
        port.start()
      },
      onClose: (listener) => port.on('close', listener),
      close: () => port.close(),
    },
    nodeGpuTrainers(),
  )
}
