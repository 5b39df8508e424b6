import { contentHash, type LocalFile } from '../../../src-shared/cloud/cloud-manifest.ts'
import type { ProjectFacts } from '../../../src-shared/cloud/project-facts.ts'
import { localFiles } from './local-files.ts'
import { readFacts } from './read-facts.ts'
import type { SyncJob } from './sync-job.ts'

/** The folder as it was looked at. */
export interface LocalVersion {
  readonly name: string
  readonly contentHash: string
  readonly files: readonly LocalFile[]
  readonly facts: ProjectFacts
}

/** Throws what the file system throws, and `cancelled`. */
export async function lookAt({ folder, kind, signal }: SyncJob): Promise<LocalVersion> {
  const files = await localFiles(folder, kind, signal)
  const facts = await readFacts(folder, kind)
  return { name: facts.name, contentHash: await contentHash(facts.name, files), files, facts }
}
