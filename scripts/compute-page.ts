import { join } from 'node:path'
import { build, type Plugin } from 'vite'

/**
 * Builds the compute window's page beside the main process, which serves it. It is no part of the studio's renderer, with
 * which it shall share no file.
 */
export function computePage(): Plugin {
  let root = ''
  return {
    name: 'compute-page',
    apply: 'build',
    configResolved: (config) => {
      root = config.root
    },
    async closeBundle() {
      await build({
        configFile: false,
        root: join(root, 'src-main', 'compute'),
        logLevel: 'warn',
        build: { outDir: join(root, 'out', 'compute'), emptyOutDir: true, target: 'esnext', modulePreload: false },
      })
    },
  }
}
