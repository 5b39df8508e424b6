import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { betweenSteps, type WorkOptions } from '../../../src-shared/progress.ts'

/** Both checksums that publishers give, lower-case hex, and the size. */
export interface FileDigest {
  readonly sha256: string
  readonly md5: string
  readonly bytes: number
}

/** Reads the file once. Throws `cancelled`, and what the file system says. */
export async function hashFile(path: string, options: Pick<WorkOptions, 'signal'> = {}): Promise<FileDigest> {
  const sha256 = createHash('sha256')
  const md5 = createHash('md5')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
    await betweenSteps(options)
    sha256.update(chunk)
    md5.update(chunk)
    bytes += chunk.length
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex'), bytes }
}
