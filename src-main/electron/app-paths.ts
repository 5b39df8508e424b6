import { join, sep } from 'node:path'
import type { App } from 'electron'

/** Where the app finds its own files: beside the sources while developing, in its package and resources afterwards. */
export interface AppPaths {
  readonly renderer: string
  readonly preload: string
  readonly computePage: string
  readonly computePreload: string
  readonly engine: string
  readonly samplePhotos: string
  readonly icon: string
}

export function appPaths(app: Pick<App, 'getAppPath' | 'isPackaged'>): AppPaths {
  const root = app.getAppPath()
  const resources = app.isPackaged ? process.resourcesPath : join(root, 'resources')
  return {
    renderer: join(root, 'out', 'renderer'),
    preload: join(root, 'out', 'preload', 'index.cjs'),
    computePage: join(root, 'out', 'compute'),
    computePreload: join(root, 'out', 'preload', 'compute.cjs'),
    engine: unpacked(join(root, 'out', 'main', 'engine.js')),
    samplePhotos: join(resources, 'samples', 'vase'),
    icon: join(resources, 'icon.png'),
  }
}

/** The engine with its threads and libraries lies beside the package, not in it: native code and threads read plain files. */
function unpacked(path: string): string {
  return path.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`)
}
