import { readHeader } from '../photos/probe-photo.ts'
import { RIG_VIEWS } from './rig.ts'

/** Generated views are smaller than what cameras take: larger squares are photos. Pixels. */
const LARGEST_VIEW = 512

/** Whether files are as many as the rig's views and small squares of one size, as their headers say. */
export async function areRigSized(files: readonly string[]): Promise<boolean> {
  if (files.length !== RIG_VIEWS) return false
  const sides = new Set<number>()
  for (const file of files) {
    const header = await readHeader(file).catch(() => null)
    if (!header || header.width !== header.height || header.width > LARGEST_VIEW) return false
    sides.add(header.width)
  }
  return sides.size === 1
}
