import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Entries are given as rollup inputs: electron-vite then builds without Electron's binary.
export default defineConfig({
  main: {
    build: { outDir: 'out/main', rollupOptions: { input: { index: 'src-main/electron/index.ts' } } },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload has to be CommonJS.
      rollupOptions: {
        input: { index: 'src-preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: { outDir: 'out/renderer', rollupOptions: { input: 'src-renderer/index.html' } },
  },
})
