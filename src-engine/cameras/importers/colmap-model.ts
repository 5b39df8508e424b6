/** What a COLMAP sparse model holds, text or binary, as it stands in the files. */
export interface ColmapModel {
  readonly cameras: ReadonlyMap<number, ColmapCamera>
  readonly images: readonly ColmapImage[]
  readonly points: readonly ColmapPoint[]
}

export interface ColmapCamera {
  readonly model: string
  readonly width: number
  readonly height: number
  readonly params: readonly number[]
}

export interface ColmapImage {
  readonly id: number
  /** World to camera: w x y z. */
  readonly rotation: readonly number[]
  /** World to camera. */
  readonly translation: readonly number[]
  readonly cameraId: number
  readonly name: string
  /** x y of every feature in pixels. */
  readonly features: Float64Array
}

export interface ColmapPoint {
  readonly position: readonly number[]
  /** 8-bit sRGB. */
  readonly color: readonly number[]
  /** Image id and index of the feature in it, alternating. */
  readonly track: readonly number[]
}
