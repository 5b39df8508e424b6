// npm run dev: the studio with its renderer reloading hot, in Electron or in the browser.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'
import config from '../electron.vite.config.ts'
import { openInBrowser } from '../src-main/cli/output/open-in-browser.ts'
import { SECURITY_HEADERS } from '../src-main/files/security-headers.ts'
import { DEFAULT_LIBRARY } from '../src-main/host/library-shelf.ts'
import { startServer } from '../src-main/server/start-server.ts'
import { desktopProblem } from './desktop-problem.mjs'

const { values } = parseArgs({
  options: { library: { type: 'string', default: DEFAULT_LIBRARY }, port: { type: 'string', default: '5173' } },
})
const problem = desktopProblem()
if (problem) {
  console.log(`${problem} The studio opens in your browser instead.`)
  await developInBrowser(values.library, Number(values.port))
} else {
  const electronVite = fileURLToPath(new URL('../node_modules/electron-vite/bin/electron-vite.js', import.meta.url))
  spawn(process.execPath, [electronVite, 'dev', '--', `--library=${values.library}`], { stdio: 'inherit' })
}

/** Vite serves the renderer and passes on what is the host's: sign-in, files, uploads, the socket. */
async function developInBrowser(library, port) {
  const devOrigin = `http://127.0.0.1:${port}`
  const host = await startServer({ library, devOrigin })
  const target = { target: `http://127.0.0.1:${host.port}`, changeOrigin: true }
  // The policy in the page itself holds; the header would forbid what Vite adds to the page (scripts/dev-policy.ts).
  const { 'Content-Security-Policy': _, ...headers } = SECURITY_HEADERS
  const vite = await createServer({
    root: config.renderer.root,
    plugins: config.renderer.plugins,
    configFile: false,
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      headers,
      proxy: { '^/\\?token=': target, '/files/': target, '/uploads': target, '/socket': { ...target, ws: true } },
    },
  })
  await vite.listen()
  const link = `${devOrigin}/${new URL(host.newLink()).search}`
  console.log(`Library  ${host.library}\nStudio   ${link}\nCtrl-C ends both.`)
  openInBrowser(link)
  for (const signal of ['SIGINT', 'SIGTERM']) {
    // Vite ends the process on SIGTERM as soon as it has closed itself; the host needs longer.
    process.removeAllListeners(signal)
    process.once(signal, async () => {
      await Promise.all([vite.close(), host.close()])
      process.exit()
    })
  }
}
