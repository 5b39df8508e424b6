import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Builds the bundles once before all tests: several look at them, and a build while another test reads would race. */
export default function buildStudio(): void {
  execFileSync(process.execPath, ['scripts/ensure-chromium.mjs'], { cwd: ROOT, stdio: 'inherit' })
  const vite = ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error']
  try {
    execFileSync(process.execPath, vite, { cwd: ROOT, stdio: 'pipe', encoding: 'utf8' })
  } catch (error) {
    throw new Error(`The studio cannot be built:\n${(error as { stderr: string }).stderr}`)
  }
}
