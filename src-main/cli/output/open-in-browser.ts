import { spawn } from 'node:child_process'

/** Opens an address in the user's browser. Where there is none, nothing happens: the address has been printed. */
export function openInBrowser(address: string): void {
  const [program, ...words] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address]
  const child = spawn(program, words, { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
