import { gpuTrainers } from './gpu-trainers.ts'
import { nodeGpu } from './request-device.ts'

// A program of its own, for node-gpu-trainers.ts: prints what adapter the `webgpu` package finds, as JSON.
console.log(JSON.stringify(await gpuTrainers(await nodeGpu()).describe()))
process.exit()
