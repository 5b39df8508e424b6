import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

/** The peer: Spark's own loader and three.js in an empty page, with nothing of a studio around it. */
const PAGE = `
import { SparkRenderer, SplatMesh } from '@sparkjsdev/spark'
import { PerspectiveCamera, Scene, WebGLRenderer } from 'three'
const renderer = new WebGLRenderer()
renderer.setSize(innerWidth, innerHeight)
document.body.append(renderer.domElement)
const scene = new Scene()
scene.add(new SparkRenderer({ renderer }))
const camera = new PerspectiveCamera(45, innerWidth / innerHeight, 0.1, 100)
camera.position.z = 4
const splats = new SplatMesh({ url: 'cloud.ply' })
scene.add(splats)
await splats.initialized
window.loadedAfter = performance.now()
renderer.render(scene, camera)
`

/** Serves the page with a PLY file; gives its address. */
export async function serveBareSpark(ply: string): Promise<{ address: string; close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'bare-spark-'))
  // Inside the project, where its packages are found.
  const entry = resolve(import.meta.dirname, 'bare-spark-page.js')
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      { name: 'page', resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? PAGE : null) },
    ],
    build: { outDir: folder, write: false, target: 'esnext', rollupOptions: { input: entry } },
  })
  const [{ output }] = [bundle].flat() as { output: { code?: string; isEntry?: boolean }[] }[]
  writeFileSync(join(folder, 'page.js'), output.find(({ isEntry }) => isEntry)?.code ?? '')
  const server = createServer((request, response) => {
    if (request.url === '/cloud.ply') return void response.end(readFileSync(ply))
    if (request.url === '/page.js') {
      return void response.setHeader('Content-Type', 'text/javascript').end(readFileSync(join(folder, 'page.js')))
    }
    response.setHeader('Content-Type', 'text/html').end('<body><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() }
}
