import { mkdir } from 'node:fs/promises'
import { openProject } from '../../src-engine/library/project.ts'
import { saveTexturedMesh } from '../../src-engine/library/results/textured-mesh.ts'
import { saveTrainedSplats } from '../../src-engine/library/results/trained-splats.ts'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

/** Puts results into a project folder as a run does that has just finished those stages. */
export async function finishStages(
  folder: string,
  made: { cloud: SplatCloud; mesh?: TexturedMesh; continues?: string[] },
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const options = { steps: 1, keepScene: false, holdOut: false, cameras: null, formats: [] }
  const project = await openProject(folder, { settings: { preset: 'fast', seed: 0, options }, resume: true })
  const finish = async (stage: 'training' | 'surface', save: (folder: string) => Promise<string[]>) => {
    await project.beginStage(stage, 'the same inputs')
    await mkdir(project.stageFolder(stage), { recursive: true })
    const files = await save(project.stageFolder(stage))
    await project.finishStage(stage, { seconds: 1, peakMemoryMiB: 1, warnings: [] }, files)
  }
  const { cloud, mesh, continues } = made
  const trained = { cloud, backend: 'cpu', steps: 1, heldOut: null, continues } as const
  await finish('training', (at) => saveTrainedSplats(at, trained))
  if (mesh) await finish('surface', (at) => saveTexturedMesh(at, mesh))
  project.close()
}
