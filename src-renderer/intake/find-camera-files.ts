import type { PathedFile } from './picked-files.ts'

/** The three files of a COLMAP model, of one kind; binary ones, which are exact, before text. */
const COLMAP = ['bin', 'txt'].map((kind) => ['cameras', 'images', 'points3d'].map((part) => `${part}.${kind}`))
const TRANSFORMS = ['transforms.json', 'transforms_train.json']

interface CameraFiles {
  readonly files: readonly File[]
  /** What a person would call them: the folder that was chosen, or the file. */
  readonly name: string
}

/**
 * The cameras among files that were chosen one by one or as a folder: a COLMAP model in whichever folder is nearest to
 * the top (of several models the first, which is the largest), else a `transforms.json`, else any one JSON. Null: none.
 */
export function findCameraFiles(found: readonly PathedFile[]): CameraFiles | null {
  const folders = new Map<string, Map<string, File>>()
  for (const { path, file } of found) {
    const folder = path.slice(0, path.length - file.name.length)
    const files = folders.get(folder) ?? new Map<string, File>()
    folders.set(folder, files.set(file.name.toLowerCase(), file))
  }
  const inOrder = [...folders].sort(([a], [b]) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1))
  const top = inOrder[0]?.[0].split('/')[0] ?? ''
  for (const [, files] of inOrder) {
    for (const names of COLMAP) {
      const parts = names.flatMap((name) => files.get(name) ?? [])
      if (parts.length === names.length) return { files: parts, name: top || 'COLMAP model' }
    }
  }
  for (const [, files] of inOrder) {
    for (const name of TRANSFORMS) {
      const file = files.get(name)
      if (file) return { files: [file], name: top || file.name }
    }
  }
  const [only] = found
  if (found.length === 1 && only.path.toLowerCase().endsWith('.json'))
    return { files: [only.file], name: only.file.name }
  return null
}

function depthOf(folder: string): number {
  return folder.split('/').length
}
