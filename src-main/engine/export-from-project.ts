import { join } from 'node:path'
import { exportModel } from '../../src-engine/export/export-model.ts'
import { readManifest } from '../../src-engine/library/manifest-file.ts'
import { loadTexturedMesh } from '../../src-engine/library/results/textured-mesh.ts'
import { loadTrainedSplats } from '../../src-engine/library/results/trained-splats.ts'
import { isSplatFormat } from '../../src-engine/splats/formats/codecs.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { ModelFormat } from '../../src-shared/formats.ts'

/** Writes a model from what the project folder's stages keep. Throws `bad_arguments` where the stage has not finished. */
export async function exportFromProject(request: {
  project: string
  format: ModelFormat
  path: string
}): Promise<{ bytes: number }> {
  const { project, format, path } = request
  const stage = isSplatFormat(format) ? 'training' : 'surface'
  const manifest = await readManifest(project)
  if (manifest?.stages[stage]?.state !== 'finished') {
    throw new StudioError(
      'bad_arguments',
      `There is nothing to export as ${format.toUpperCase()} yet: ${stage === 'training' ? 'splats' : 'the surface'} has to be made first.`,
      'Start the run, or resume it, and export when that stage is done.',
    )
  }
  const folder = join(project, stage)
  return exportModel(
    stage === 'training'
      ? { cloud: (await loadTrainedSplats(folder)).cloud, format, path }
      : { mesh: await loadTexturedMesh(folder), format, path },
  )
}
