// Builds the app where a source is newer than what was built of it.
import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = [
  'src-main',
  'src-preload',
  'src-renderer',
  'src-shared',
  'src-engine',
  'scripts',
  'electron.vite.config.ts',
  'package.json',
]
const BUILT = ['out/main/index.js', 'out/compute/index.html', 'out/preload/index.cjs', 'out/renderer/index.html']

export function buildIfStale() {
  const newest = Math.max(...SOURCES.map((path) => newestIn(join(ROOT, path))))
  const oldest = Math.min(...BUILT.map((path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? 0))
  if (oldest > newest) return
  console.log('Building the studio…')
  execFileSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function newestIn(path) {
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}
