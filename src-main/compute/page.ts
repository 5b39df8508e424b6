import './no-eval.ts'
import { eventTargetPort } from '../../src-engine/training/remote/remote-port.ts'
import { serveTrainer } from '../../src-engine/training/remote/serve-trainer.ts'
import { gpuTrainers } from '../../src-engine/training/webgpu/gpu-trainers.ts'
import { COMPUTE_PORT } from '../../src-shared/compute-port.ts'

const trainers = gpuTrainers(navigator.gpu)

// Each port is one trainer's. They come from the preload, in a message of this window to itself.
addEventListener('message', ({ source, data, ports }) => {
  if (source !== window || data !== COMPUTE_PORT) return
  for (const port of ports) serveTrainer(eventTargetPort(port), trainers)
})
