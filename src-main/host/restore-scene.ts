import { join } from 'node:path'
import { readManifest } from '../../src-engine/library/manifest-file.ts'
import { loadCameraSolution } from '../../src-engine/library/results/camera-solution.ts'
import { loadViewsSummary } from '../../src-engine/library/results/object-views.ts'
import { sceneOfViews, writeScene } from '../../src-engine/library/results/scene-file.ts'
import { isUnderWay } from './run-record.ts'
import { projectPaths, type StoredProject } from './stored-project.ts'

/**
 * Makes the scene of a project whose cameras are solved, or whose views are made, but which has none yet: an older program
 * did that, or the command line. Never rejects; what cannot be read is made anew by the next run.
 */
export async function restoreScene(project: StoredProject): Promise<void> {
  const { folder, run, record } = project
  if (run.scene || isUnderWay(run)) return
  const paths = projectPaths(folder)
  try {
    const stages = (await readManifest(paths.work))?.stages
    const shown =
      stages?.cameras?.state === 'finished'
        ? await loadCameraSolution(join(paths.work, 'cameras'))
        : stages?.views?.state === 'finished'
          ? await viewsOf(paths.work, record.photos.find(({ used }) => used)?.file)
          : null
    if (!shown) return
    const { placed, points } = await writeScene(paths.scene, shown, true)
    run.scene ??= { revision: 1, placed, points }
    await project.saveRun()
  } catch {}
}

async function viewsOf(work: string, photo: string | undefined) {
  const { views, photoCamera } = await loadViewsSummary(join(work, 'views'))
  return sceneOfViews(
    photoCamera && photo !== undefined ? { ...photoCamera, file: photo } : null,
    views.map(({ camera }) => camera),
  )
}
