import { join } from 'node:path'
import { writeFilesAtomically } from '../files/write-atomically.ts'
import { viewName } from '../views/rig.ts'
import { heatmapPng } from './heatmap.ts'
import { encodeNpy, type FloatMap } from './npy.ts'

/** The files of a view's depth, named as in the cloud's buckets: `view_03.npy`, `view_03_heatmap.png`. */
export function depthFiles(view: number): { readonly map: string; readonly heatmap: string } {
  const name = viewName(view).replace(/\.png$/, '')
  return { map: `${name}.npy`, heatmap: `${name}_heatmap.png` }
}

/** Writes each view's depth and its heatmap into a folder. Throws `disk_full`, `permission_denied`, `path_not_found`. */
export async function saveDepths(folder: string, depths: readonly FloatMap[]): Promise<void> {
  for (const [view, depth] of depths.entries()) {
    const { map, heatmap } = depthFiles(view)
    await writeFilesAtomically([
      { path: join(folder, map), chunks: [encodeNpy(depth)] },
      { path: join(folder, heatmap), chunks: [await heatmapPng(depth)] },
    ])
  }
}
