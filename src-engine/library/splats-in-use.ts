import { join } from 'node:path'
import type { StoredFile } from '../../src-shared/manifest.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { readManifest } from './manifest-file.ts'
import { readCloud } from './results/cloud-file.ts'
import { loadRefinement } from './results/refinement.ts'

/** The splats of a project that are looked at, edited and exported. Paths are relative to the project. */
export interface SplatsInUse {
  readonly bin: StoredFile
  readonly ply: string
  /** Other versions of the very same splats: what is edited in one is so in all. */
  readonly versions: readonly StoredFile[]
}

/**
 * Those that training has made or, where they have been refined, the version that was asked for, else the best; null
 * before training has ended. Throws `project_damaged`, `project_newer`.
 */
export async function splatsInUse(project: string): Promise<SplatsInUse | null> {
  const manifest = await readManifest(project)
  const { training, refine } = manifest?.stages ?? {}
  const trained = training?.state === 'finished' && training.files.find(({ path }) => path === 'training/splats.bin')
  if (!trained) return null
  if (refine?.state !== 'finished') return { bin: trained, ply: 'training/splats.ply', versions: [] }
  const { iterations, best } = await loadRefinement(join(project, 'refine'))
  const { model } = iterations[manifest?.options.refine?.version ?? best] ?? iterations[best]
  const stored = iterations.map((iteration) => refine.files.find(({ path }) => path === iteration.model.bin))
  const bin = stored.find((file) => file?.path === model.bin)
  if (!bin) return { bin: trained, ply: 'training/splats.ply', versions: [] }
  const versions = [trained, ...stored.filter((file) => file !== undefined)]
  return { bin, ply: model.ply, versions: versions.filter((file) => file !== bin) }
}

/** Reads them. */
export async function loadSplatsInUse(project: string, { bin }: SplatsInUse): Promise<SplatCloud> {
  return readCloud(join(project, bin.path))
}
