import { basename } from 'node:path'
import { readScene } from '../../src-engine/cameras/importers/read-scene.ts'
import { readSplats } from '../../src-engine/export/read-splats.ts'
import { usableSplats } from '../../src-engine/splats/usable-splats.ts'
import { StudioError } from '../../src-shared/errors.ts'

/** What a folder of known cameras holds. Throws as `readScene` does. */
export async function inspectCameras(folder: string): Promise<{ names: string[]; points: number }> {
  const { views, points } = await readScene(folder)
  return { names: views.map(({ name }) => name), points: points.count }
}

/** What a file of splats holds. Throws as `readSplats` does, and `validation_failed` where no splat of it can be used. */
export async function inspectSplats(path: string): Promise<{ splats: number; shDegree: number; dropped: number }> {
  const { cloud, dropped } = usableSplats(await readSplats(path))
  if (cloud.count > 0) return { splats: cloud.count, shDegree: cloud.shDegree, dropped }
  throw new StudioError(
    'validation_failed',
    `None of the ${dropped} splats in ${basename(path)} has only numbers for values.`,
    'Export the splats again from the program they come from.',
  )
}
