import { forkedPort, utilityPort } from './message-port.ts'
import { serveEngine } from './serve-engine.ts'

// Ctrl-C in a terminal reaches the whole group of processes; the host decides when the engine stops.
process.on('SIGINT', () => {})
// Electron gives its utility process a port; a child of Node has `process.send`.
serveEngine(process.parentPort ? utilityPort(process.parentPort) : forkedPort())
