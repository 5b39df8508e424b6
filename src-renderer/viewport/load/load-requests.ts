import type { Camera } from '../../../src-shared/camera.ts'
import type { DrawnCloud } from '../../splats/pack-cloud.ts'
import type { PackedCloud } from '../../splats/pack-splat-file.ts'
import type { Bounds } from './bounds.ts'

export interface LoadedPreview extends PackedCloud {
  readonly bounds: Bounds | null
}

export interface LoadedScene {
  /** False while cameras are still being placed. */
  readonly complete: boolean
  readonly cameras: readonly Camera[]
  /** x y z: 3N. */
  readonly positions: Float32Array
  /** Linear RGB 0 to 1: 3N. */
  readonly colors: Float32Array
  readonly bounds: Bounds | null
}

export interface LoadedSurface {
  readonly positions: Float32Array
  readonly normals: Float32Array
  /** Origin at the top left. */
  readonly uvs: Float32Array
  readonly indices: Uint32Array
}

/** What the loading worker makes of each kind of file. */
export interface Loaded {
  readonly preview: LoadedPreview
  readonly version: DrawnCloud
  readonly scene: LoadedScene
  readonly mesh: LoadedSurface
}

export interface LoadRequest {
  readonly id: number
  readonly kind: keyof Loaded
  readonly address: string
}

export type LoadAnswer =
  | { readonly id: number; readonly value: Loaded[keyof Loaded] }
  | { readonly id: number; readonly error: string }
