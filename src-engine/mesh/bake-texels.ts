import type { BakeScene } from './bake-scene.ts'
import { sampleColour, type ViewSample, weighView } from './view-sample.ts'

/** The best look decides and its rivals fade out with the fourth power: detail stays sharp, seams stay soft. */
const SHARPNESS = 4
/** Rivals with less than this share of the best weight are not looked at. */
const LEAST_SHARE = 0.3
/** A colour this far (of 255) from what the photos agree on counts half: highlights, things that moved. */
const DISAGREEMENT = 30
/** Below this share of a square, clear look a photo's colour fades over to what flows in from around. */
const FADE_SHARE = 0.004

/**
 * Bakes the texture rows row0 <= y < row1: for each texel of a chart its point and normal on the surface, the photos
 * that see it, and their corrected colours blended. Rows depend on nothing but the scene, so the result is the same
 * however they are shared out.
 */
export function bakeRows(scene: BakeScene, row0: number, row1: number): void {
  const { uvs, source, corners, positions, normals, consensus, corrections, size, rgb, covered } = scene
  const { views, gains, slack } = scene
  const vertexCount = positions.length / 3
  const sample: ViewSample = { weight: 0, u: 0, v: 0 }
  const weights = new Float64Array(views.length)
  const us = new Float64Array(views.length)
  const vs = new Float64Array(views.length)
  const colours = new Float32Array(3 * views.length)
  const chosen = new Int32Array(views.length)
  const fadeWeight = FADE_SHARE * scene.fullWeight

  for (let t = 0; t < corners.length; t += 3) {
    const [a, b, c] = [corners[t], corners[t + 1], corners[t + 2]]
    const ax = uvs[2 * a] * size
    const ay = uvs[2 * a + 1] * size
    const bx = uvs[2 * b] * size
    const by = uvs[2 * b + 1] * size
    const cx = uvs[2 * c] * size
    const cy = uvs[2 * c + 1] * size
    const y0 = Math.max(row0, Math.ceil(Math.min(ay, by, cy) - 0.5))
    const y1 = Math.min(row1 - 1, Math.floor(Math.max(ay, by, cy) - 0.5))
    if (y0 > y1) continue
    const x0 = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5))
    const x1 = Math.min(size - 1, Math.floor(Math.max(ax, bx, cx) - 0.5))
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    if (area === 0) continue
    const [va, vb, vc] = [source[a], source[b], source[c]]
    for (let y = y0; y <= y1; y++)
      for (let x = x0; x <= x1; x++) {
        const wb = ((x + 0.5 - ax) * (cy - ay) - (cx - ax) * (y + 0.5 - ay)) / area
        const wc = ((bx - ax) * (y + 0.5 - ay) - (x + 0.5 - ax) * (by - ay)) / area
        const wa = 1 - wb - wc
        if (wa < -1e-6 || wb < -1e-6 || wc < -1e-6) continue
        const px = wa * positions[3 * va] + wb * positions[3 * vb] + wc * positions[3 * vc]
        const py = wa * positions[3 * va + 1] + wb * positions[3 * vb + 1] + wc * positions[3 * vc + 1]
        const pz = wa * positions[3 * va + 2] + wb * positions[3 * vb + 2] + wc * positions[3 * vc + 2]
        let nx = wa * normals[3 * va] + wb * normals[3 * vb] + wc * normals[3 * vc]
        let ny = wa * normals[3 * va + 1] + wb * normals[3 * vb + 1] + wc * normals[3 * vc + 1]
        let nz = wa * normals[3 * va + 2] + wb * normals[3 * vb + 2] + wc * normals[3 * vc + 2]
        const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1
        nx /= length
        ny /= length
        nz /= length

        let best = 0
        for (let v = 0; v < views.length; v++) {
          weighView(views[v], slack, px, py, pz, nx, ny, nz, sample)
          weights[v] = sample.weight
          us[v] = sample.u
          vs[v] = sample.v
          if (sample.weight > best) best = sample.weight
        }
        // The share is taken off, so that a rival comes in from nothing and leaves no seam.
        let count = 0
        for (let v = 0; v < views.length; v++) {
          const share = best > 0 ? (weights[v] / best - LEAST_SHARE) / (1 - LEAST_SHARE) : 0
          if (share <= 0) continue
          weights[v] = share
          const slot = 3 * count
          sampleColour(views[v], us[v], vs[v], colours, slot)
          const correction = 3 * v * vertexCount
          for (let k = 0; k < 3; k++)
            colours[slot + k] =
              gains[3 * v + k] * colours[slot + k] +
              wa * corrections[correction + 3 * va + k] +
              wb * corrections[correction + 3 * vb + k] +
              wc * corrections[correction + 3 * vc + k]
          chosen[count++] = v
        }
        let [r, g, bl] = [0, 0, 0]
        for (let round = 0; round < 3 && count > 0; round++) {
          let [sr, sg, sb, sum] = [0, 0, 0, 0]
          for (let n = 0; n < count; n++) {
            const share = weights[chosen[n]]
            let w = round === 2 ? share ** SHARPNESS : share
            if (round > 0) {
              const dr = colours[3 * n] - r
              const dg = colours[3 * n + 1] - g
              const db = colours[3 * n + 2] - bl
              w /= 1 + (dr * dr + dg * dg + db * db) / (DISAGREEMENT * DISAGREEMENT)
            }
            sr += w * colours[3 * n]
            sg += w * colours[3 * n + 1]
            sb += w * colours[3 * n + 2]
            sum += w
          }
          r = sr / sum
          g = sg / sum
          bl = sb / sum
        }
        const fallback = Math.max(0, 1 - best / fadeWeight)
        const at = y * size + x
        const mix = (k: number, value: number) => {
          const around = wa * consensus[4 * va + k] + wb * consensus[4 * vb + k] + wc * consensus[4 * vc + k]
          const colour = value * (1 - fallback) + around * fallback
          rgb[3 * at + k] = Math.max(0, Math.min(255, Math.round(colour)))
        }
        mix(0, r)
        mix(1, g)
        mix(2, bl)
        covered[at] = 1
      }
  }
}
