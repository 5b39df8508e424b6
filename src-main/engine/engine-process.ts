import { forkedPort } from './message-port.ts'
import { serveEngine } from './serve-engine.ts'

// Ctrl-C in a terminal reaches the whole group of processes; the host decides when the engine stops.
process.on('SIGINT', () => {})
serveEngine(forkedPort())
