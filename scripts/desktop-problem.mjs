// Whether Electron can open a window here, and if not, why.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { electronBinary } from '../src-main/cli/doctor/electron-binary.ts'

/** The binary is some 120 MB: a minute at 16 Mbit/s, and as much again for a slow mirror. */
const FETCH_MS = 120_000

/** Null where Electron's window can be opened, else one sentence. Fetches the missing binary, quietly. */
export function desktopProblem() {
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'There is no display for a desktop window.'
    if (process.getuid?.() === 0) return "Electron's sandbox does not start for root."
  }
  if (electronBinary()) return null
  if (!process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) {
    const install = fileURLToPath(new URL('../node_modules/electron/install.js', import.meta.url))
    spawnSync(process.execPath, [install], { stdio: 'ignore', timeout: FETCH_MS })
  }
  return electronBinary() ? null : "Electron's binary is not here and could not be fetched."
}
