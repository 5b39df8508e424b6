import type { BakeScene } from './bake-scene.ts'
import { sampleColour, type ViewSample, weighView } from './view-sample.ts'

/** Contrast (of 255) around a sample at which its say in corrections has halved. */
const CONTRAST = 12

/** Looks up every vertex of the closed surface in one photo: colour, weight, and how even the photo is there. */
export function sampleVertices(scene: BakeScene, view: number): void {
  const { positions, normals, colours, weights, confidence, slack } = scene
  const photo = scene.views[view]
  const count = positions.length / 3
  const sample: ViewSample = { weight: 0, u: 0, v: 0 }
  const around = new Float32Array(3)
  for (let p = 0; p < count; p++) {
    const i = 3 * p
    weighView(
      photo,
      slack,
      positions[i],
      positions[i + 1],
      positions[i + 2],
      normals[i],
      normals[i + 1],
      normals[i + 2],
      sample,
    )
    const at = view * count + p
    weights[at] = sample.weight
    if (sample.weight === 0) continue
    sampleColour(photo, sample.u, sample.v, colours, 3 * at)
    let contrast = 0
    for (let d = 0; d < 4; d++) {
      sampleColour(photo, sample.u + (d < 2 ? 2 * d - 1 : 0), sample.v + (d < 2 ? 0 : 2 * d - 5), around, 0)
      for (let c = 0; c < 3; c++) contrast = Math.max(contrast, Math.abs(around[c] - colours[3 * at + c]))
    }
    confidence[at] = 1 / (1 + (contrast / CONTRAST) ** 2)
  }
}
