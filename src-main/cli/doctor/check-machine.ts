import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'
import { formatBytes } from '../output/format.ts'
import { type Check, good } from './checks.ts'

const GIB = 2 ** 30
/** A run of some thirty photos stays below 2.5 GiB; the system wants some for itself. */
const WANTED_MEMORY = 4 * GIB
const NEEDED_MEMORY = 2 * GIB
/** A project of a hundred photos with its models takes some hundred MiB. */
const WANTED_DISK = 1 * GIB
const NEEDED_DISK = 0.1 * GIB

/** Node, processor, memory and the disk of `folder`. */
export async function checkMachine(folder: string): Promise<Check[]> {
  return [
    checkNode(),
    good('system', `${platform()} ${release()} ${arch()}`),
    checkCores(),
    checkMemory(),
    await checkDisk(folder),
  ]
}

function checkNode(): Check {
  const name = 'node'
  if (Number(process.versions.node.split('.')[0]) >= 24) return good(name, process.version)
  return {
    name,
    value: process.version,
    state: 'lacking',
    hint: 'Node 24 or newer is needed: run "npm ci" in the program\'s folder.',
  }
}

function checkCores(): Check {
  const name = 'cores'
  const cores = availableParallelism()
  const value = `${cores}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`
  return cores > 1
    ? good(name, value)
    : { name, value, state: 'limited', hint: 'It works, at half the speed of two cores.' }
}

function checkMemory(): Check {
  const name = 'memory'
  // A container may have less than the machine; where there is no limit the number is absurdly large, or 0.
  const limit = process.constrainedMemory()
  const bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  const value = formatBytes(bytes)
  if (bytes >= WANTED_MEMORY) return good(name, value)
  return bytes >= NEEDED_MEMORY
    ? { name, value, state: 'limited', hint: 'Close other programs, and use --preset fast for many photos.' }
    : { name, value, state: 'lacking', hint: 'At least 2 GiB are needed.' }
}

async function checkDisk(folder: string): Promise<Check> {
  const name = 'disk'
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const value = `${formatBytes(free)} free in ${folder}`
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!writable)
    return { name, value: `${folder} is read-only`, state: 'limited', hint: 'Write results to another folder.' }
  if (free >= WANTED_DISK) return good(name, value)
  const state = free >= NEEDED_DISK ? 'limited' : 'lacking'
  return { name, value, state, hint: 'Free some space, or write results to another disk.' }
}
