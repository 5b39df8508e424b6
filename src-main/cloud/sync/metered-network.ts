import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** The system answers at once, or it has no such service. */
const PATIENCE_MS = 3000

/** The cost of the connection that Windows goes out by: `Unrestricted`, `Fixed` or `Variable`. */
const WINDOWS_COST =
  '[void][Windows.Networking.Connectivity.NetworkInformation,Windows.Networking.Connectivity,ContentType=WindowsRuntime];' +
  '[Windows.Networking.Connectivity.NetworkInformation]::GetInternetConnectionProfile().GetConnectionCost().NetworkCostType'

/**
 * Whether the network costs by the byte, as far as the system tells: NetworkManager on Linux, Windows by itself. False where
 * nobody knows, as on macOS.
 */
export async function isNetworkMetered(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform === 'linux') {
    const name = 'org.freedesktop.NetworkManager'
    return meansMetered(
      await answer('busctl', ['get-property', name, `/${name.replaceAll('.', '/')}`, name, 'Metered']),
    )
  }
  if (platform === 'win32')
    return meansMetered(await answer('powershell.exe', ['-NoProfile', '-Command', WINDOWS_COST]))
  return false
}

/** NetworkManager's NMMetered is 1 for yes and 3 for "yes, I guess"; Windows names the kind of cost. */
export function meansMetered(said: string): boolean {
  return /^u [13]$/.test(said.trim()) || /^(Fixed|Variable)$/.test(said.trim())
}

async function answer(program: string, words: readonly string[]): Promise<string> {
  try {
    return (await run(program, words, { timeout: PATIENCE_MS })).stdout
  } catch {
    return ''
  }
}
