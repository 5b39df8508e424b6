import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { builtUrls } from './scripts/built-urls.ts'
import { computePage } from './scripts/compute-page.ts'
import { devPolicy } from './scripts/dev-policy.ts'

// Entries are given as rollup inputs: electron-vite then builds without Electron's binary.
export default defineConfig({
  main: {
    plugins: [builtUrls(), computePage()],
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: { index: 'src-main/electron/index.ts', engine: 'src-main/engine/engine-process.ts' },
        // File by file, as the sources lie: the engine's threads are started by their addresses.
        output: { preserveModules: true, preserveModulesRoot: '.' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload has to be CommonJS, in one file.
      externalizeDeps: false,
      isolatedEntries: true,
      rollupOptions: {
        input: { index: 'src-preload/index.ts', compute: 'src-preload/compute.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react(), devPolicy()],
    server: { host: '127.0.0.1' },
    build: { outDir: 'out/renderer', rollupOptions: { input: 'src-renderer/index.html' } },
  },
})
