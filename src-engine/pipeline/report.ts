import { join, resolve } from 'node:path'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { fromStages, type Output, type Report, reportSchema } from '../../src-shared/report.ts'
import { VERSION } from '../../src-shared/version.ts'
import type { CameraSolution } from '../cameras/types.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import type { PhotoList } from '../library/results/photo-list.ts'
import type { TrainedSplats } from '../library/results/trained-splats.ts'
import type { ReconstructOptions } from './options.ts'
import type { Run } from './stage-runner.ts'

export interface RunResults {
  readonly photos: PhotoList
  readonly cameras: Pick<CameraSolution, 'cameras' | 'reprojectionErrorPx'>
  readonly onePhoto?: Report['onePhoto']
  readonly training: TrainedSplats
  readonly mesh: TexturedMesh
  readonly outputs: readonly Output[]
}

/**
 * Writes report.json into the project, and where the user asked for it. A stage that was taken from an earlier run
 * counts with the seconds, the memory and the warnings it had then, so that a resumed run reports the whole work.
 */
export async function writeReport(run: Run, options: ReconstructOptions, results: RunResults): Promise<Report> {
  const { photos, cameras, onePhoto, training, mesh, outputs } = results
  const records = fromStages((stage) => run.project.record(stage))
  const seconds = fromStages((stage) => records[stage]?.seconds)
  const report: Report = reportSchema.parse({
    photos: photos.photos.length,
    registered: cameras.cameras.length,
    cameras: cameras.cameras,
    reprojectionErrorPx: cameras.reprojectionErrorPx,
    training: {
      backend: training.backend,
      backends: training.backends,
      steps: training.steps,
      splats: training.cloud.count,
      heldOut: training.heldOut,
    },
    mesh: {
      vertices: mesh.positions.length / 3,
      triangles: mesh.indices.length / 3,
      textureSize: Math.max(mesh.baseColor.width, mesh.baseColor.height),
    },
    onePhoto,
    outputs,
    seconds: { ...seconds, total: Object.values(seconds).reduce((sum: number, value) => sum + (value ?? 0), 0) },
    peakMemoryMiB: Math.max(0, ...Object.values(records).map((record) => record?.peakMemoryMiB ?? 0)),
    warnings: Object.values(records).flatMap((record) => record?.warnings ?? []),
    version: VERSION,
  })
  const json = `${JSON.stringify(report, null, 2)}\n`
  await writeAtomically(join(run.project.folder, 'report.json'), json)
  if (options.report !== undefined) await writeAtomically(resolve(options.report), json)
  return report
}
