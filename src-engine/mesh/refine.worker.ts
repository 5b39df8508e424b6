import { serveTasks } from '../threads/serve-tasks.ts'
import { type MatchScene, matchVertices } from './match-vertices.ts'
import { drawVisibility } from './visibility.ts'

export type RefineMessage =
  | { readonly kind: 'setup'; readonly scene: MatchScene }
  | { readonly kind: 'look'; readonly view: number }
  | {
      readonly kind: 'match'
      readonly v0: number
      readonly v1: number
      readonly range: number
      readonly pixel: number
    }

let scene: MatchScene | null = null

serveTasks((message: RefineMessage) => {
  if (message.kind === 'setup') scene = message.scene
  else if (scene && message.kind === 'look')
    drawVisibility(scene.views[message.view], scene.positions, scene.indices, scene.jump)
  else if (scene && message.kind === 'match') matchVertices(scene, message.v0, message.v1, message.range, message.pixel)
  return null
})
