import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../../../src-engine/files/write-atomically.ts'
import type { Device } from './sync-job.ts'

const deviceSchema = z.object({ id: z.uuid(), name: z.string().trim().min(1).max(100) })

/**
 * This machine, as the account's others are told of it: a random id, and the name it has in the network until the user
 * gives it another. Kept in the user's folder (`GLIMPSE3D_HOME`, else `~/.glimpse3d`), never in a project.
 */
export async function thisDevice(
  folder = process.env.GLIMPSE3D_HOME ?? join(homedir(), '.glimpse3d'),
): Promise<Device> {
  const path = join(folder, 'device.json')
  try {
    return deviceSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    const device = { id: randomUUID(), name: hostname().slice(0, 100) || 'a computer' }
    await writeAtomically(path, `${JSON.stringify(device, null, 2)}\n`)
    return device
  }
}
