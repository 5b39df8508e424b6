import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Builds the bundles once before all tests: several look at them, and a build while another test reads would race. */
export default function buildStudio(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  execFileSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], {
    cwd: root,
    stdio: 'pipe',
  })
}
