/**
 * Renders a GLB from several sides with three.js in headless Chromium (software WebGL), for looking at.
 * Usage: node bench/render-glb.ts model.glb out.png [views=6] [size=480]
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const [input, output, views = '6', size = '480'] = process.argv.slice(2)
if (!input || !output) throw new Error('usage: node bench/render-glb.ts model.glb out.png [views] [size]')

const page = `
import * as THREE from 'three'
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js'
// ImageBitmapLoader fetches, which a page without an origin may not; the loader then falls back on <img>.
window.createImageBitmap = undefined
const { glb, views, size } = window.input
const bytes = Uint8Array.from(atob(glb), (c) => c.charCodeAt(0))
new GLTFLoader().parse(bytes.buffer, '', (gltf) => {
  const box = new THREE.Box3().setFromObject(gltf.scene)
  const centre = box.getCenter(new THREE.Vector3())
  const radius = box.getSize(new THREE.Vector3()).length() / 2
  gltf.scene.traverse((o) => {
    if (o.isMesh) o.material = new THREE.MeshBasicMaterial({ map: o.material.map, vertexColors: o.material.vertexColors })
  })
  const scene = new THREE.Scene()
  scene.background = new THREE.Color(0x4a5568)
  scene.add(gltf.scene)
  const shaded = gltf.scene.clone(true)
  shaded.traverse((o) => { if (o.isMesh) o.material = new THREE.MeshStandardMaterial({ color: 0xcccccc, roughness: 0.9 }) })
  const clay = new THREE.Scene()
  clay.background = new THREE.Color(0x2d3748)
  clay.add(shaded, new THREE.HemisphereLight(0xffffff, 0x222233, 1.2))
  const columns = Math.min(views, 4)
  const rows = Math.ceil(views / columns)
  const renderer = new THREE.WebGLRenderer({ antialias: true, preserveDrawingBuffer: true })
  renderer.setSize(columns * size, 2 * rows * size)
  renderer.setScissorTest(true)
  document.body.append(renderer.domElement)
  for (let i = 0; i < views; i++) {
    const azimuth = (2 * Math.PI * i) / views
    const elevation = i % 3 === 2 ? -0.35 : i % 3 === 1 ? 0.9 : 0.25
    const camera = new THREE.PerspectiveCamera(35, 1, radius / 100, radius * 20)
    const d = radius / Math.sin((17.5 * Math.PI) / 180)
    camera.position.set(
      centre.x + d * Math.cos(elevation) * Math.cos(azimuth),
      centre.y + d * Math.sin(elevation),
      centre.z + d * Math.cos(elevation) * Math.sin(azimuth))
    camera.lookAt(centre)
    const light = new THREE.DirectionalLight(0xffffff, 2)
    light.position.copy(camera.position).add(new THREE.Vector3(0, d / 2, 0))
    clay.add(light)
    const x = (i % columns) * size
    const y = Math.floor(i / columns) * size
    for (const [s, row] of [[scene, 0], [clay, rows]]) {
      renderer.setViewport(x, y + row * size, size, size)
      renderer.setScissor(x, y + row * size, size, size)
      renderer.render(s, camera)
    }
    clay.remove(light)
  }
  document.title = 'ready'
})
`

const folder = mkdtempSync(join(tmpdir(), 'render-glb-'))
try {
  writeFileSync(join(folder, 'page.js'), page)
  const built = await build({
    logLevel: 'error',
    root: resolve(import.meta.dirname, '..'),
    build: { write: false, lib: { entry: join(folder, 'page.js'), formats: ['iife'], name: 'page' } },
    resolve: { alias: { three: resolve(import.meta.dirname, '../node_modules/three') } },
  })
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((b) => ('output' in b ? b.output : []))
  const code = chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n')
  const data = JSON.stringify({ glb: readFileSync(input).toString('base64'), views: Number(views), size: Number(size) })
  writeFileSync(
    join(folder, 'page.html'),
    `<body style="margin:0"><script>window.input=${data}</script><script>${code}</script>`,
  )
  const columns = Math.min(Number(views), 4)
  const rows = Math.ceil(Number(views) / columns)
  execFileSync(
    'chromium',
    [
      '--headless=new',
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--hide-scrollbars',
      `--window-size=${columns * Number(size)},${2 * rows * Number(size)}`,
      '--virtual-time-budget=20000',
      `--screenshot=${resolve(output)}`,
      `file://${join(folder, 'page.html')}`,
    ],
    { stdio: 'ignore' },
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
