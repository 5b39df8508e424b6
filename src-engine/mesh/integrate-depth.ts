import type { VoxelGrid } from './voxel-field.ts'

/** One depth map, ready for fusion; the arrays stand in shared memory. */
export interface FusionView {
  readonly width: number
  readonly height: number
  /** 3x4 row-major, see `projectionMatrix`. */
  readonly projection: Float64Array
  /** World units along the camera's z axis, 0 where unknown. */
  readonly depth: Float32Array
  /** Trust 0..255, see `depthWeights`. */
  readonly weight: Uint8Array
}

/** A ray that met nothing at all says, weakly, that space is free along it. */
const EMPTY_RAY_WEIGHT = 0.1
/** Below this much evidence a voxel counts as unseen. */
const MIN_EVIDENCE = 0.15
/** Deep behind surfaces, stray rays are outvoted: free space needs this share of the evidence that hides the voxel. */
const STRAY_SHARE = 0.06

/**
 * Fuses depth maps into a truncated signed distance for the slices k0 <= k < k1 (Curless and Levoy 1996): the average
 * over the views of (depth along the ray - depth of the voxel) / truncation, clipped to 1 in free space. Behind a
 * surface a view's say falls off to nothing at the truncation distance, so that thin things keep both their sides.
 * A voxel that several views look at and all find hidden is inside; one that no view looks at is outside.
 *
 * Each voxel depends on nothing but the views, so the result is the same however the slices are shared out.
 *
 * @param truncation World units.
 * @param values Written: nx * ny * nz, -1 (inside) .. 1 (outside).
 * @param support Written: number of views with a surface within the truncation distance.
 */
export function integrateSlices(
  views: readonly FusionView[],
  grid: VoxelGrid,
  truncation: number,
  k0: number,
  k1: number,
  values: Float32Array,
  support: Uint8Array,
): void {
  const { nx, ny, voxel, origin } = grid
  const distance = new Float64Array(nx)
  const evidence = new Float64Array(nx)
  const hidden = new Float64Array(nx)
  const hiddenViews = new Uint16Array(nx)
  const near = new Uint16Array(nx)
  const inverseTruncation = 1 / truncation
  const range = new Int32Array(2)
  for (let k = k0; k < k1; k++)
    for (let j = 0; j < ny; j++) {
      distance.fill(0)
      evidence.fill(0)
      hidden.fill(0)
      hiddenViews.fill(0)
      near.fill(0)
      const y = origin[1] + voxel * j
      const z = origin[2] + voxel * k
      for (const { width, height, projection: p, depth, weight } of views) {
        const a0 = p[0] * origin[0] + p[1] * y + p[2] * z + p[3]
        const b0 = p[4] * origin[0] + p[5] * y + p[6] * z + p[7]
        const c0 = p[8] * origin[0] + p[9] * y + p[10] * z + p[11]
        const da = p[0] * voxel
        const db = p[4] * voxel
        const dc = p[8] * voxel
        range[0] = 0
        range[1] = nx - 1
        clip(range, c0 - 1e-6, dc)
        clip(range, a0, da)
        clip(range, b0, db)
        clip(range, width * c0 - a0, width * dc - da)
        clip(range, height * c0 - b0, height * dc - db)
        for (let i = range[0]; i <= range[1]; i++) {
          const c = c0 + dc * i
          const u = (a0 + da * i) / c
          const v = (b0 + db * i) / c
          const column = u | 0
          const row = v | 0
          if (column >= width || row >= height || c <= 0) continue
          const pixel = row * width + column
          let d = depth[pixel]
          if (d <= 0) {
            distance[i] += EMPTY_RAY_WEIGHT
            evidence[i] += EMPTY_RAY_WEIGHT
            continue
          }
          const trust = weight[pixel] / 255
          let s = (d - c) * inverseTruncation
          if (s < -1.5) {
            hidden[i] += trust
            hiddenViews[i]++
            continue
          }
          if (s < 1.5) {
            // Depth between pixel centres: bilinear, except across a jump.
            const fu = u - 0.5
            const fv = v - 0.5
            if (fu >= 0 && fv >= 0 && fu < width - 1 && fv < height - 1) {
              const p0 = (fv | 0) * width + (fu | 0)
              const d00 = depth[p0]
              const d10 = depth[p0 + 1]
              const d01 = depth[p0 + width]
              const d11 = depth[p0 + width + 1]
              const low = Math.min(d00, d10, d01, d11)
              if (low > 0 && Math.max(d00, d10, d01, d11) - low < 2 * truncation) {
                const tu = fu - (fu | 0)
                const tv = fv - (fv | 0)
                d = (d00 * (1 - tu) + d10 * tu) * (1 - tv) + (d01 * (1 - tu) + d11 * tu) * tv
                s = (d - c) * inverseTruncation
              }
            }
            if (s < -1) {
              hidden[i] += trust
              hiddenViews[i]++
              continue
            }
            if (s < 1) near[i]++
          }
          const w = s >= -0.5 ? trust : trust * 2 * (1 + s)
          distance[i] += w * (s < 1 ? s : 1)
          evidence[i] += w
        }
      }
      const base = nx * (j + ny * k)
      const enough = Math.min(2, views.length)
      for (let i = 0; i < nx; i++) {
        const known = evidence[i] > MIN_EVIDENCE && evidence[i] > STRAY_SHARE * hidden[i]
        values[base + i] = known ? distance[i] / evidence[i] : hiddenViews[i] >= enough ? -1 : 1
        support[base + i] = Math.min(255, near[i])
      }
    }
}

/** Narrows the index range to where start + step * i >= 0. */
function clip(range: Int32Array, start: number, step: number): void {
  if (step === 0) {
    if (start < 0) range[1] = -1
    return
  }
  const root = -start / step
  if (step > 0) {
    if (root > range[0]) range[0] = Math.min(1 << 30, Math.ceil(root))
  } else if (root < range[1]) range[1] = Math.max(-1, Math.floor(root))
}
