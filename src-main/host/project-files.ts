import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { splatsInUse } from '../../src-engine/library/splats-in-use.ts'
import { viewName } from '../../src-engine/views/rig.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { FileAddress } from '../../src-shared/studio-api/file-address.ts'
import { listExports } from './exports.ts'
import { projectPaths, type StoredProject } from './stored-project.ts'

/**
 * The path of a file of the project. Nothing of an address ever becomes part of a path unless the project itself lists
 * it. Throws `path_not_found`; the file may still not exist.
 */
export async function findProjectFile(project: StoredProject, address: FileAddress): Promise<string> {
  const paths = projectPaths(project.folder)
  switch (address.kind) {
    case 'photo':
    case 'thumbnail': {
      const photo = project.record.photos.find(({ id }) => id === address.photoId)
      if (!photo) throw notThere()
      return address.kind === 'photo' ? join(paths.photos, photo.file) : join(paths.thumbnails, `${photo.id}.jpg`)
    }
    case 'preview':
      return paths.preview
    case 'scene':
      return paths.scene
    case 'cloud':
      return join(paths.work, (await splatsInUse(paths.work))?.bin.path ?? 'training/splats.bin')
    case 'mesh':
      return join(paths.work, 'surface', 'mesh.bin')
    case 'texture':
      return firstThatExists([join(paths.work, 'surface', 'texture.jpg'), join(paths.work, 'surface', 'texture.png')])
    case 'splats':
      return join(paths.work, (await splatsInUse(paths.work))?.ply ?? 'training/splats.ply')
    case 'cutOut':
      return join(paths.work, 'processed.png')
    case 'cutOutSummary':
      return join(paths.work, 'background', 'cut-out.json')
    case 'views':
      return join(paths.work, 'views', 'views.json')
    case 'view':
      return join(paths.work, 'views', viewName(address.index))
    case 'depths':
      return join(paths.work, 'depth', 'depths.json')
    case 'heatmap':
      return join(paths.work, 'depth', viewName(address.index).replace('.png', '_heatmap.png'))
    case 'refinement':
      return join(paths.work, 'refine', 'refinement.json')
    case 'rendered':
    case 'enhanced': {
      const name = viewName(address.index).replace('view', address.kind)
      return join(paths.work, 'enhanced', `iter_${address.iteration}`, name)
    }
    case 'version':
      return join(paths.work, 'models', `v${address.version}.bin`)
    case 'cutPhoto':
      return join(paths.cutOut, 'photo.jpg')
    case 'cutMatte':
      return join(paths.cutOut, 'matte.png')
    case 'export': {
      const entry = (await listExports(project)).find(({ format }) => format === address.format)
      if (!entry?.files.some(({ name }) => name === address.name)) throw notThere()
      return join(paths.exports, address.format, address.name)
    }
  }
}

function firstThatExists(paths: readonly [string, string]): string {
  return existsSync(paths[0]) ? paths[0] : paths[1]
}

function notThere(): StudioError {
  return new StudioError('path_not_found', 'There is no such file.', 'Reload the studio.')
}
