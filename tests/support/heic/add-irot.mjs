// Adds an `irot` property (quarter turns anticlockwise) to item 1 of a HEIC file as heif-enc 1.15 writes it.
import { readFileSync, writeFileSync } from 'node:fs'

const [path, turns] = process.argv.slice(2)
let file = readFileSync(path)
const sizeAt = (type) => file.indexOf(type, 0, 'latin1') - 4
const grow = (type, by) => file.writeUInt32BE(file.readUInt32BE(sizeAt(type)) + by, sizeAt(type))
const insert = (at, bytes) => {
  file = Buffer.concat([file.subarray(0, at), Buffer.from(bytes), file.subarray(at)])
}
const ipco = sizeAt('ipco')
const ipcoEnd = ipco + file.readUInt32BE(ipco)
let properties = 0
for (let at = ipco + 8; at < ipcoEnd; at += file.readUInt32BE(at)) properties++
insert(ipcoEnd, [0, 0, 0, 9, ...Buffer.from('irot'), Number(turns)])
const entry = sizeAt('ipma') + 16 // size, type, version and flags, entry count; then item id
const count = file[entry + 2]
file[entry + 2]++
insert(entry + 3 + count, [0x80 | (properties + 1)])
for (const [type, by] of [
  ['ipco', 9],
  ['ipma', 1],
  ['iprp', 10],
  ['meta', 10],
])
  grow(type, by)
const iloc = sizeAt('iloc')
const items = file.readUInt16BE(iloc + 14)
for (let i = 0, at = iloc + 16 + 4; i < items; i++, at += 18) file.writeUInt32BE(file.readUInt32BE(at) + 10, at)
writeFileSync(path, file)
