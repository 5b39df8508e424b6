// npm start: the desktop app, or the studio in the browser where there can be no window. What follows `--` is handed on.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { electronBinary } from '../src-main/cli/doctor/electron-binary.ts'
import { buildIfStale } from './build-if-stale.mjs'
import { desktopProblem } from './desktop-problem.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const words = process.argv.slice(2)

buildIfStale()
const problem = desktopProblem()
if (problem) console.log(`${problem} The studio opens in your browser instead.`)
const child = problem
  ? spawn(process.execPath, ['bin/glimpse3d.mjs', 'serve', '--open', ...words], { cwd: ROOT, stdio: 'inherit' })
  : spawn(electronBinary(), [ROOT, ...words], { cwd: ROOT, stdio: 'inherit' })
// Ctrl-C reaches the child by itself, and the child takes its time to end well.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
