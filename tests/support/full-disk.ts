import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly path: string
  unmount(): void
}

/** A disk of so many KiB in memory, or null where one cannot be mounted (not Linux, or not root). */
export function mountSmallDisk(kib: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), 'glimpse3d-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    rmdirSync(path)
    return null
  }
  return {
    path,
    unmount: () => {
      execFileSync('umount', [path])
      rmdirSync(path)
    },
  }
}
