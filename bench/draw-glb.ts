/**
 * Draws a GLB from several sides without a browser: textured above, shaded grey below.
 * Usage: node bench/draw-glb.ts model.glb out.png [views=6] [size=420]
 */
import { NodeIO } from '@gltf-transform/core'
import sharp from 'sharp'

const [input, output, viewsText = '6', sizeText = '420'] = process.argv.slice(2)
if (!input || !output) throw new Error('usage: node bench/draw-glb.ts model.glb out.png [views] [size]')
const views = Number(viewsText)
const size = Number(sizeText)

const document = await new NodeIO().read(input)
const primitive = document.getRoot().listMeshes()[0].listPrimitives()[0]
const positions = Float32Array.from(primitive.getAttribute('POSITION')?.getArray() ?? [])
const uvs = primitive.getAttribute('TEXCOORD_0')?.getArray()
const indices = primitive.getIndices()?.getArray()
const encoded = primitive.getMaterial()?.getBaseColorTexture()?.getImage()
if (positions.length === 0 || !uvs || !indices || !encoded) throw new Error('the GLB has no textured, indexed mesh')
const texture = await sharp(Buffer.from(encoded)).removeAlpha().raw().toBuffer({ resolveWithObject: true })

const low = [0, 1, 2].map((axis) => positions.reduce((m, x, i) => (i % 3 === axis ? Math.min(m, x) : m), Infinity))
const high = [0, 1, 2].map((axis) => positions.reduce((m, x, i) => (i % 3 === axis ? Math.max(m, x) : m), -Infinity))
const centre = low.map((value, axis) => (value + high[axis]) / 2)
const radius = Math.hypot(...low.map((value, axis) => high[axis] - value)) / 2

const columns = Math.min(views, 3)
const rows = Math.ceil(views / columns)
const width = columns * size
const image = new Uint8Array(3 * width * 2 * rows * size).fill(60)
const focal = size / (2 * Math.tan((17.5 * Math.PI) / 180))
const far = radius / Math.sin((17.5 * Math.PI) / 180)
for (let n = 0; n < views; n++) {
  const azimuth = (2 * Math.PI * n) / views
  const elevation = [0.25, 0.9, -0.45][n % 3]
  const back = [Math.cos(elevation) * Math.cos(azimuth), Math.sin(elevation), Math.cos(elevation) * Math.sin(azimuth)]
  const right = [Math.sin(azimuth), 0, -Math.cos(azimuth)]
  const up = [
    back[1] * right[2] - back[2] * right[1],
    back[2] * right[0] - back[0] * right[2],
    back[0] * right[1] - back[1] * right[0],
  ]
  const depth = new Float64Array(size * size).fill(Infinity)
  const seen = new Float64Array((positions.length / 3) * 3)
  for (let v = 0; v < positions.length; v += 3) {
    const d = centre.map((value, axis) => positions[v + axis] - value)
    const dot = (a: number[]) => a[0] * d[0] + a[1] * d[1] + a[2] * d[2]
    const z = far - dot(back)
    seen.set([size / 2 + (focal * dot(right)) / z, size / 2 - (focal * dot(up)) / z, z], v)
  }
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [3 * indices[t], 3 * indices[t + 1], 3 * indices[t + 2]]
    const [ax, ay, bx, by, cx, cy] = [seen[a], seen[a + 1], seen[b], seen[b + 1], seen[c], seen[c + 1]]
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    // Faces seen from behind are shown in red: the surface is closed, so there should be none.
    const behind = area >= 0
    const u = [0, 1, 2].map((axis) => positions[b + axis] - positions[a + axis])
    const w = [0, 1, 2].map((axis) => positions[c + axis] - positions[a + axis])
    const normal = [u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0]]
    const light =
      (0.8 * back[0] + 0.5 * right[0]) * normal[0] +
      (0.8 * back[1] + 0.5) * normal[1] +
      (0.8 * back[2] + 0.5 * right[2]) * normal[2]
    const shade = 40 + 150 * Math.max(0, light / (Math.hypot(...normal) || 1))
    for (
      let y = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
      y <= Math.min(size - 1, Math.max(ay, by, cy) - 0.5);
      y++
    )
      for (
        let x = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
        x <= Math.min(size - 1, Math.max(ax, bx, cx) - 0.5);
        x++
      ) {
        const wb = ((x + 0.5 - ax) * (cy - ay) - (cx - ax) * (y + 0.5 - ay)) / area
        const wc = ((bx - ax) * (y + 0.5 - ay) - (x + 0.5 - ax) * (by - ay)) / area
        const wa = 1 - wb - wc
        if (!(wa >= -1e-6 && wb >= -1e-6 && wc >= -1e-6)) continue
        const z = 1 / (wa / seen[a + 2] + wb / seen[b + 2] + wc / seen[c + 2])
        if (z >= depth[y * size + x]) continue
        depth[y * size + x] = z
        const s =
          z *
          ((wa * uvs[2 * (a / 3)]) / seen[a + 2] +
            (wb * uvs[2 * (b / 3)]) / seen[b + 2] +
            (wc * uvs[2 * (c / 3)]) / seen[c + 2])
        const q =
          z *
          ((wa * uvs[2 * (a / 3) + 1]) / seen[a + 2] +
            (wb * uvs[2 * (b / 3) + 1]) / seen[b + 2] +
            (wc * uvs[2 * (c / 3) + 1]) / seen[c + 2])
        const { width: tw, height: th } = texture.info
        const texel = 3 * (Math.min(th - 1, Math.floor(q * th)) * tw + Math.min(tw - 1, Math.floor(s * tw)))
        const px = (n % columns) * size + x
        const py = Math.floor(n / columns) * size + y
        image.set(behind ? [220, 0, 0] : texture.data.subarray(texel, texel + 3), 3 * (py * width + px))
        image.set(behind ? [220, 0, 0] : [shade, shade, shade], 3 * ((py + rows * size) * width + px))
      }
  }
}
await sharp(image, { raw: { width, height: 2 * rows * size, channels: 3 } })
  .png()
  .toFile(output)
