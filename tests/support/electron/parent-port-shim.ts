// Runs a script that finds `process.parentPort` in place of `process.send`.
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'

const send = process.send!.bind(process)
const port = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => send(message) })
process.on('message', (data) => port.emit('message', { data }))
process.on('disconnect', () => process.exit())
process.send = undefined
Object.defineProperty(process, 'parentPort', { value: port })
await import(pathToFileURL(process.argv[2]).href)
