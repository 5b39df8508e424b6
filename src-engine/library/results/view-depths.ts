import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DepthSummary, depthSummarySchema } from '../../../src-shared/depth-summary.ts'
import { depthConfidence, type ViewDepth, type ViewGeometry } from '../../depth/estimate-depths.ts'
import { heatRange } from '../../depth/heatmap.ts'
import { parseNpy } from '../../depth/npy.ts'
import { depthFiles, saveDepths } from '../../depth/save-depths.ts'
import { writeAtomically } from '../../files/write-atomically.ts'

/** A `.npy` and a heatmap a view, and `depths.json` with what is known of each. */
export async function saveViewDepths(folder: string, depths: readonly ViewDepth[]): Promise<string[]> {
  await saveDepths(folder, depths)
  const summary = join(folder, 'depths.json')
  await writeAtomically(summary, JSON.stringify(summaryOf(depths), null, 2))
  const maps = depths.flatMap((_, k) => Object.values(depthFiles(k)).map((name) => join(folder, name)))
  return [...maps, summary]
}

export async function loadDepthSummary(folder: string): Promise<DepthSummary> {
  return depthSummarySchema.parse(JSON.parse(await readFile(join(folder, 'depths.json'), 'utf8')))
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
  return depths.map(({ data, source, minDepth, maxDepth, meanDepth, confidenceScore }) => ({
    source,
    minDepth,
    maxDepth,
    meanDepth,
    confidenceScore,
    colourRange: heatRange({ data }),
  }))
}
