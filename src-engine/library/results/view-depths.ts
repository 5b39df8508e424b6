import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { depthConfidence, type ViewDepth, type ViewGeometry } from '../../depth/estimate-depths.ts'
import { parseNpy } from '../../depth/npy.ts'
import { depthFiles, saveDepths } from '../../depth/save-depths.ts'
import { writeAtomically } from '../../files/write-atomically.ts'

const summarySchema = z.array(
  z.object({
    source: z.enum(['model', 'geometry']),
    minDepth: z.number(),
    maxDepth: z.number(),
    meanDepth: z.number(),
    confidenceScore: z.number(),
  }),
)
/** What is kept of each view's depth beside the map itself, as the cloud's rows have it. */
export type DepthSummary = z.infer<typeof summarySchema>

/** A `.npy` and a heatmap a view, and `depths.json` with what is known of each. */
export async function saveViewDepths(folder: string, depths: readonly ViewDepth[]): Promise<string[]> {
  await saveDepths(folder, depths)
  const summary = join(folder, 'depths.json')
  await writeAtomically(summary, JSON.stringify(summaryOf(depths), null, 2))
  const maps = depths.flatMap((_, k) => Object.values(depthFiles(k)).map((name) => join(folder, name)))
  return [...maps, summary]
}

export async function loadDepthSummary(folder: string): Promise<DepthSummary> {
  return summarySchema.parse(JSON.parse(await readFile(join(folder, 'depths.json'), 'utf8')))
}

/** The kept depth of each view along z, world units, with how far it is to be believed, 0..1. */
export async function loadViewDepths(
  folder: string,
  summary: DepthSummary,
  views: readonly Pick<ViewGeometry, 'alpha' | 'depth'>[],
): Promise<Pick<ViewDepth, 'data' | 'confidence'>[]> {
  return Promise.all(
    summary.map(async ({ source }, k) => {
      const { data } = parseNpy(await readFile(join(folder, depthFiles(k).map)))
      return { data, confidence: depthConfidence(views[k], data, source) }
    }),
  )
}

export function summaryOf(depths: readonly ViewDepth[]): DepthSummary {
  return depths.map(({ source, minDepth, maxDepth, meanDepth, confidenceScore }) => ({
    source,
    minDepth,
    maxDepth,
    meanDepth,
    confidenceScore,
  }))
}
