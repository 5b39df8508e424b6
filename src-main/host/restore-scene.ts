import { join } from 'node:path'
import { readManifest } from '../../src-engine/library/manifest-file.ts'
import { loadCameraSolution } from '../../src-engine/library/results/camera-solution.ts'
import { writeScene } from '../../src-engine/library/results/scene-file.ts'
import { isUnderWay } from './run-record.ts'
import { projectPaths, type StoredProject } from './stored-project.ts'

/**
 * Makes the scene of a project whose cameras are solved but which has none yet: an older program solved them, or the
 * command line did. Never rejects; cameras that cannot be read are solved anew by the next run.
 */
export async function restoreScene(project: StoredProject): Promise<void> {
  const { folder, run } = project
  if (run.scene || isUnderWay(run)) return
  const paths = projectPaths(folder)
  try {
    const manifest = await readManifest(paths.work)
    if (manifest?.stages.cameras?.state !== 'finished') return
    const solution = await loadCameraSolution(join(paths.work, 'cameras'))
    const { placed, points } = await writeScene(paths.scene, solution, true)
    run.scene ??= { revision: 1, placed, points }
    await project.saveRun()
  } catch {}
}
