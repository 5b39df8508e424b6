import { join } from 'node:path'
import { applyToCloud } from '../../src-engine/edits/apply-to-cloud.ts'
import { applyToMesh } from '../../src-engine/edits/apply-to-mesh.ts'
import { convertTexture } from '../../src-engine/export/convert-texture.ts'
import { hashJson } from '../../src-engine/library/content-hash.ts'
import { readManifest } from '../../src-engine/library/manifest-file.ts'
import { loadTexturedMesh } from '../../src-engine/library/results/textured-mesh.ts'
import { loadSplatsInUse, splatsInUse } from '../../src-engine/library/splats-in-use.ts'
import { trainedCloud } from '../../src-engine/library/trained-cloud.ts'
import { simplifyTextured } from '../../src-engine/mesh/simplify-textured.ts'
import { isSplatFormat } from '../../src-engine/splats/formats/codecs.ts'
import { truncateHarmonics } from '../../src-engine/splats/truncate-harmonics.ts'
import { editStateOf } from '../../src-shared/edit-state.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { TexturedMesh, TextureImage } from '../../src-shared/mesh.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import type { ExportSource } from './export-calls.ts'
import { rememberLast } from './remember-last.ts'

/** The models as they are written: of the mesh or of the splats, whichever the format is for. */
export type ProjectModel = { readonly mesh: TexturedMesh } | { readonly cloud: SplatCloud }

const rememberCloud = rememberLast<SplatCloud>(1)
const rememberMesh = rememberLast<TexturedMesh>(1)
const rememberTexture = rememberLast<TextureImage>(2)

/** Names what `projectModel` gives: the same name, the same model. Throws as that does. */
export async function modelName(source: ExportSource): Promise<string> {
  const { options, edits, format } = source
  const { textureSize, textureFormat, triangles, shDegree } = options
  const how = isSplatFormat(format) ? { shDegree } : { textureSize, textureFormat, triangles }
  return hashJson([await sourceName(source), edits, how])
}

/**
 * The model of an export, from what the project folder's stages keep. Throws `bad_arguments` where its stage has not
 * finished, where the edits are of other splats, and where they leave nothing.
 */
export async function projectModel(source: ExportSource): Promise<ProjectModel> {
  const { project, edits, options, format } = source
  const made = await sourceName(source)
  if (isSplatFormat(format)) {
    const cloud = await rememberCloud(hashJson([made, edits]), async () => {
      const trained = await usedSplats(source)
      return edits ? applyToCloud(trained, await editState(source, trained.count)) : trained
    })
    return { cloud: options.shDegree === null ? cloud : truncateHarmonics(cloud, options.shDegree) }
  }
  const { triangles, textureSize, textureFormat } = options
  const mesh = await rememberMesh(hashJson([made, edits, triangles]), async () => {
    const baked = await loadTexturedMesh(join(project, 'surface'))
    const edited = edits ? await editedMesh(source, baked) : baked
    return triangles === null ? edited : simplifyTextured(edited, triangles)
  })
  const baseColor = await rememberTexture(hashJson([made, textureSize, textureFormat]), () =>
    convertTexture(mesh.baseColor, options),
  )
  return { mesh: { ...mesh, baseColor } }
}

async function editedMesh(source: ExportSource, baked: TexturedMesh): Promise<TexturedMesh> {
  const cloud = await usedSplats(source)
  return applyToMesh(baked, cloud, await editState(source, cloud.count))
}

async function editState({ project, edits }: ExportSource, count: number) {
  if (edits?.cloud !== (await trainedCloud(project))?.name) {
    throw new StudioError('bad_arguments', 'The splats have been trained anew since they were edited.', 'Export again.')
  }
  const operations = edits?.operations ?? []
  return editStateOf({ operations, cursor: operations.length }, count)
}

async function usedSplats({ project, format }: ExportSource): Promise<SplatCloud> {
  const used = await splatsInUse(project)
  if (!used) throw nothingYet(format, 'the splats have')
  return loadSplatsInUse(project, used)
}

/** Names what the format is made of. */
async function sourceName({ project, format }: ExportSource): Promise<string> {
  if (isSplatFormat(format)) {
    const used = await splatsInUse(project)
    if (!used) throw nothingYet(format, 'the splats have')
    return hashJson([project, used.bin])
  }
  const record = (await readManifest(project))?.stages.surface
  if (record?.state !== 'finished') throw nothingYet(format, 'the surface has')
  return hashJson([project, 'surface', record.files])
}

function nothingYet(format: string, what: string): StudioError {
  return new StudioError(
    'bad_arguments',
    `There is nothing to export as ${format.toUpperCase()} yet: ${what} to be made first.`,
    'Start the run, or resume it, and export when that stage is done.',
  )
}
