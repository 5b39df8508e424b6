import { remoteTrainers } from '../../src-engine/training/remote/remote-trainers.ts'
import { nodeGpuTrainers } from '../../src-engine/training/webgpu/node-gpu-trainers.ts'
import { computePorts } from './compute-ports.ts'
import { forkedPort, utilityPort } from './message-port.ts'
import { serveEngine } from './serve-engine.ts'

// Ctrl-C in a terminal reaches the whole group of processes; the host decides when the engine stops.
process.on('SIGINT', () => {})
// Electron gives its utility process a port; a child of Node has `process.send`.
const parent = process.parentPort
if (parent) serveEngine(utilityPort(parent), remoteTrainers(computePorts(parent)))
else serveEngine(forkedPort(), nodeGpuTrainers())
