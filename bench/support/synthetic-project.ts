import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openProject } from '../../src-engine/library/project.ts'
import { saveTrainedSplats } from '../../src-engine/library/results/trained-splats.ts'
import { seededRandom } from '../../src-engine/math/random.ts'
import { newStoredProject, projectPaths } from '../../src-main/host/stored-project.ts'
import { type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'

/**
 * Puts a project into a library folder whose training has finished with `count` splats of the given harmonics degree:
 * a lumpy ball, coloured by direction. Gives the project's id.
 */
export async function makeSyntheticProject(library: string, count: number, shDegree: 0 | 1): Promise<string> {
  const id = `synthetic-${count}`
  const folder = join(library, id)
  await mkdir(folder, { recursive: true })
  const stored = newStoredProject(id, folder, `${count.toLocaleString('en')} splats`)
  const options = { steps: 1, keepScene: false, holdOut: false, cameras: null, formats: [] }
  const project = await openProject(projectPaths(folder).work, {
    settings: { preset: 'fast', seed: 0, options },
    resume: false,
  })
  const stage = project.stageFolder('training')
  await mkdir(stage, { recursive: true })
  await project.beginStage('training', 'synthetic')
  const cloud = lumpyBall(count, shDegree)
  const files = await saveTrainedSplats(stage, { cloud, backend: 'cpu', steps: 1, heldOut: null })
  await project.finishStage('training', { seconds: 1, peakMemoryMiB: 0, warnings: [] }, files)
  project.close()
  stored.run.state = 'completed'
  stored.run.stages = stored.run.stages.map((status) => ({ ...status, state: 'finished', fraction: 1, seconds: 1 }))
  await stored.saveRecord()
  await stored.saveRun()
  return id
}

function lumpyBall(count: number, shDegree: 0 | 1): SplatCloud {
  const random = seededRandom(1)
  const coefficients = shCoefficientCount(shDegree)
  const cloud = {
    count,
    shDegree,
    positions: new Float32Array(3 * count),
    logScales: new Float32Array(3 * count),
    rotations: new Float32Array(4 * count),
    opacityLogits: new Float32Array(count).fill(2),
    sh: new Float32Array(3 * coefficients * count),
  }
  // So large that neighbours on the sphere just overlap.
  const size = Math.log(Math.sqrt((4 * Math.PI) / count))
  for (let i = 0; i < count; i++) {
    const z = 2 * random() - 1
    const angle = 2 * Math.PI * random()
    const flat = Math.sqrt(1 - z * z)
    const direction = [flat * Math.cos(angle), flat * Math.sin(angle), z]
    const radius = 1 + 0.1 * Math.sin(7 * direction[0]) * Math.sin(9 * direction[1])
    for (let c = 0; c < 3; c++) {
      cloud.positions[3 * i + c] = radius * direction[c]
      cloud.logScales[3 * i + c] = size + 0.3 * (random() - 0.5)
      cloud.sh[3 * coefficients * i + c] = 1.5 * direction[c]
    }
    cloud.rotations[4 * i] = 1
  }
  return cloud
}
