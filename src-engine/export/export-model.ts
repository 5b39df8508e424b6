import { resolve } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import type { ModelFormat } from '../../src-shared/formats.ts'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { type FileToWrite, writeFilesAtomically } from '../files/write-atomically.ts'
import { isSplatFormat, SPLAT_CODECS } from '../splats/formats/codecs.ts'
import { encodeGlb } from './glb.ts'
import { encodeObj } from './obj.ts'
import { encodeUsdz } from './usdz.ts'

export interface ExportRequest {
  /** Needed for glb, obj and usdz. */
  readonly mesh?: TexturedMesh
  /** Needed for ply, spz and splat. */
  readonly cloud?: SplatCloud
  readonly format: ModelFormat
  /** The file to write; OBJ puts its material library and texture beside it. Folders are made as needed. */
  readonly path: string
}

export interface ExportedModel {
  readonly format: ModelFormat
  /** Absolute. */
  readonly path: string
  /** Of all files of the model. */
  readonly bytes: number
}

/**
 * Writes a model, whole or not at all; a file already there stays until the new one is complete.
 * Throws `disk_full`, `permission_denied`, `path_not_found`, `bad_arguments` where the format needs what is not given.
 */
export async function exportModel(request: ExportRequest): Promise<ExportedModel> {
  const path = resolve(request.path)
  const files = await encodeModel({ ...request, path })
  return { format: request.format, path, bytes: await writeFilesAtomically(files) }
}

/** The files of a model, not yet written. Throws `bad_arguments` where the format needs what is not given. */
export async function encodeModel({ mesh, cloud, format, path }: ExportRequest): Promise<FileToWrite[]> {
  if (isSplatFormat(format)) {
    if (!cloud) throw missing(format, 'splats', 'Choose glb, obj or usdz for a mesh.')
    return [{ path, chunks: [await SPLAT_CODECS[format].encode(cloud)] }]
  }
  if (!mesh) throw missing(format, 'a mesh', 'Choose ply, spz or splat for splats.')
  switch (format) {
    case 'glb':
      return [{ path, chunks: [await encodeGlb(mesh)] }]
    case 'usdz':
      return [{ path, chunks: [encodeUsdz(mesh)] }]
    case 'obj':
      return encodeObj(mesh, path)
  }
}

function missing(format: ModelFormat, what: string, hint: string): StudioError {
  return new StudioError('bad_arguments', `${format.toUpperCase()} needs ${what}, and there is none.`, hint)
}
