import { drawDepth } from '../../src-engine/mesh/depth-buffer.ts'
import { marchingCubes, type Surface } from '../../src-engine/mesh/marching-cubes.ts'
import type { DepthView } from '../../src-engine/mesh/types.ts'
import { projectionMatrix } from '../../src-engine/mesh/view-geometry.ts'
import type { Camera } from '../../src-shared/camera.ts'

/** A camera at `from` that looks at `to`, upright (+Y up), 60 degrees wide. */
export function lookAt(from: readonly number[], to: readonly number[], width: number, height: number): Camera {
  const unit = (a: number[]) => a.map((value) => value / Math.hypot(...a))
  const cross = (a: number[], b: number[]) =>
    [0, 1, 2].map((i) => a[(i + 1) % 3] * b[(i + 2) % 3] - a[(i + 2) % 3] * b[(i + 1) % 3])
  const z = unit(to.map((value, i) => value - from[i]))
  const x = unit(cross(z, [0, 1, 0]))
  const y = cross(z, x)
  const rows = [x, y, z].flatMap((row) => [...row, -(row[0] * from[0] + row[1] * from[1] + row[2] * from[2])])
  const focal = width / 2 / Math.tan(Math.PI / 6)
  const file = `${from.map((value) => value.toFixed(2)).join('_')}.jpg`
  return {
    file,
    width,
    height,
    fx: focal,
    fy: focal,
    cx: width / 2,
    cy: height / 2,
    k1: 0,
    k2: 0,
    worldToCamera: [...rows, 0, 0, 0, 1],
  }
}

/** Cameras all around the Y axis at a distance, alternating between two elevations (radians), looking at the origin. */
export function ring(
  count: number,
  distance: number,
  elevations: readonly number[],
  width = 160,
  height = 120,
): Camera[] {
  return Array.from({ length: count }, (_, n) => {
    const azimuth = (2 * Math.PI * n) / count
    const elevation = elevations[n % elevations.length]
    const flat = distance * Math.cos(elevation)
    const from = [flat * Math.cos(azimuth), distance * Math.sin(elevation), flat * Math.sin(azimuth)]
    return lookAt(from, [0, 0, 0], width, height)
  })
}

/** The zero level of a signed distance over a cube of the given half side, as a mesh. */
export function surfaceOf(distance: (x: number, y: number, z: number) => number, half: number, cells: number): Surface {
  const voxel = (2 * half) / (cells - 1)
  const values = new Float32Array(cells ** 3)
  for (let k = 0; k < cells; k++)
    for (let j = 0; j < cells; j++)
      for (let i = 0; i < cells; i++)
        values[i + cells * (j + cells * k)] = distance(voxel * i - half, voxel * j - half, voxel * k - half)
  const grid = { origin: [-half, -half, -half] as const, voxel, nx: cells, ny: cells, nz: cells }
  return marchingCubes({ grid, values, support: new Uint8Array(values.length) })
}

/** A level square at height `y`, of small tiles, because triangles that reach behind a camera are not drawn. */
export function tableAt(y: number, half: number, tiles = 40): Surface {
  const positions: number[] = []
  const indices: number[] = []
  for (let i = 0; i <= tiles; i++)
    for (let k = 0; k <= tiles; k++) positions.push((2 * half * i) / tiles - half, y, (2 * half * k) / tiles - half)
  for (let i = 0; i < tiles; i++)
    for (let k = 0; k < tiles; k++) {
      const at = i * (tiles + 1) + k
      indices.push(at, at + 1, at + tiles + 2, at, at + tiles + 2, at + tiles + 1)
    }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) }
}

export function joined(...parts: readonly Surface[]): Surface {
  const positions = parts.flatMap((part) => [...part.positions])
  let before = 0
  const indices = parts.flatMap((part) => {
    const own = [...part.indices].map((index) => index + before)
    before += part.positions.length / 3
    return own
  })
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) }
}

/** Depth of the surface from each camera; `disturb` changes each depth (noise), index is the pixel's. */
export function depthOf(surface: Surface, cameras: readonly Camera[], disturb = (depth: number) => depth): DepthView[] {
  return cameras.map((camera) => {
    const depth = new Float32Array(camera.width * camera.height)
    drawDepth(surface.positions, surface.indices, projectionMatrix(camera), camera.width, camera.height, depth)
    const seen = depth.map((value) => (value > 0 ? disturb(value) : 0))
    return { camera, depth: seen, weight: seen.map((value) => (value > 0 ? 1 : 0)) }
  })
}

/** Edges with a number of triangles other than two, and V - E + F. */
export function topology({ positions, indices }: Surface): { badEdges: number; euler: number } {
  const edges = new Map<number, number>()
  const vertices = new Set<number>()
  const count = positions.length / 3
  for (let t = 0; t < indices.length; t += 3)
    for (let c = 0; c < 3; c++) {
      const [a, b] = [indices[t + c], indices[t + ((c + 1) % 3)]]
      vertices.add(a)
      const key = Math.min(a, b) * count + Math.max(a, b)
      edges.set(key, (edges.get(key) ?? 0) + 1)
    }
  const badEdges = [...edges.values()].filter((triangles) => triangles !== 2).length
  return { badEdges, euler: vertices.size - edges.size + indices.length / 3 }
}

/** Area and enclosed volume (positive when faces are counter-clockwise seen from outside). */
export function measure({ positions: p, indices }: Surface): { area: number; volume: number } {
  let [area, volume] = [0, 0]
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [3 * indices[t], 3 * indices[t + 1], 3 * indices[t + 2]]
    const u = [0, 1, 2].map((i) => p[b + i] - p[a + i])
    const v = [0, 1, 2].map((i) => p[c + i] - p[a + i])
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
    area += Math.hypot(...n) / 2
    volume += (p[a] * n[0] + p[a + 1] * n[1] + p[a + 2] * n[2]) / 6
  }
  return { area, volume }
}
