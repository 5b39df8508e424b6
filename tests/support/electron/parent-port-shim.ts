// Runs a script that finds `process.parentPort` in place of `process.send`.
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import { bridgePort, MessageChannelMain, type MessagePortMain, type Packet } from './stand-in-channel.ts'

const send = process.send!.bind(process) as (packet: Packet) => void
const ports = new Map<number, MessagePortMain>()
const parent = Object.assign(new EventEmitter(), { postMessage: (data: unknown) => send({ data, ports: [] }) })

process.on('message', (packet: Packet) => {
  if (!('port' in packet)) return parent.emit('message', { data: packet.data, ports: packet.ports.map(receive) })
  if ('closed' in packet) ports.get(packet.port)?.close()
  else ports.get(packet.port)?.postMessage(packet.data)
})
process.on('disconnect', () => process.exit())
process.send = undefined
Object.defineProperty(process, 'parentPort', { value: parent })
await import(pathToFileURL(process.argv[2]).href)

/** The near end of a port whose far end is in the main process. */
function receive(id: number): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain()
  ports.set(id, port1)
  bridgePort(port1, id, send)
  return port2
}
