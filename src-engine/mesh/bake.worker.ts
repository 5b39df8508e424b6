import { serveTasks } from '../threads/serve-tasks.ts'
import type { BakeScene } from './bake-scene.ts'
import { bakeRows } from './bake-texels.ts'
import { smoothCorrection } from './colour-correction.ts'
import { sampleVertices } from './sample-vertices.ts'
import { drawVisibility } from './visibility.ts'

/** Set once a thread, then any number of pieces; results land in the scene's shared arrays. */
export type BakeMessage =
  | { readonly kind: 'setup'; readonly scene: BakeScene }
  | { readonly kind: 'look'; readonly view: number }
  | { readonly kind: 'correct'; readonly view: number }
  | { readonly kind: 'rows'; readonly row0: number; readonly row1: number }

let scene: BakeScene | null = null

serveTasks((message: BakeMessage) => {
  if (message.kind === 'setup') scene = message.scene
  if (!scene) return null
  if (message.kind === 'look') {
    drawVisibility(scene.views[message.view], scene.positions, scene.indices, scene.jump)
    sampleVertices(scene, message.view)
  }
  if (message.kind === 'correct') {
    const points = scene.positions.length / 3
    const samples = { points, views: scene.views.length, colours: scene.colours, weights: scene.weights }
    const own = scene.corrections.subarray(3 * points * message.view, 3 * points * (message.view + 1))
    smoothCorrection(samples, message.view, scene.gains, scene.consensus, scene.confidence, scene, own)
  }
  if (message.kind === 'rows') bakeRows(scene, message.row0, message.row1)
  return null
})
