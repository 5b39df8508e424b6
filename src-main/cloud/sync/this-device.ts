import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm } from 'node:fs/promises'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { TEMPORARY_SUFFIX, writeAtomically } from '../../../src-engine/files/write-atomically.ts'
import type { Device } from './sync-job.ts'

const deviceSchema = z.object({ id: z.uuid(), name: z.string().trim().min(1).max(100) })

/**
 * This machine, as the account's others are told of it: a random id, and the name it has in the network until the user
 * gives it another. Kept in the user's folder (`GLIMPSE3D_HOME`, else `~/.glimpse3d`), never in a project. However many
 * programs ask for the first time at once, all are given the same. Throws what the file system throws.
 */
export async function thisDevice(
  folder = process.env.GLIMPSE3D_HOME ?? join(homedir(), '.glimpse3d'),
): Promise<Device> {
  const path = join(folder, 'device.json')
  const known = await readDevice(path)
  if (known) return known
  const device = { id: randomUUID(), name: hostname().slice(0, 100) || 'a computer' }
  const own = join(folder, `.device.json.${device.id}${TEMPORARY_SUFFIX}`)
  await writeAtomically(own, `${JSON.stringify(device, null, 2)}\n`)
  try {
    // Unlike a rename this fails where somebody was first, and unlike an exclusive create nobody sees half a file.
    await link(own, path)
  } catch {
    // Either there is one by now, and it counts; or it is damaged, or the disk has no links: then the last one counts.
    if (!(await readDevice(path))) await rename(own, path)
  } finally {
    await rm(own, { force: true })
  }
  return (await readDevice(path)) ?? device
}

/** Null where there is none, or none that can be read. */
async function readDevice(path: string): Promise<Device | null> {
  try {
    return deviceSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
