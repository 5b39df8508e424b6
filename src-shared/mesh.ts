/** A triangle mesh in the world frame (right-handed, +Y up), counter-clockwise faces seen from outside. */
export interface Mesh {
  /** x y z: 3V. */
  readonly positions: Float32Array
  /** Unit normals: 3V. */
  readonly normals: Float32Array
  /** Texture coordinates, origin at the top left as in glTF: 2V. Absent before unwrapping. */
  readonly uvs?: Float32Array
  /** Three vertex indices a triangle. */
  readonly indices: Uint32Array
}

/** An encoded texture. */
export interface TextureImage {
  readonly mimeType: 'image/jpeg' | 'image/png'
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

export interface TexturedMesh extends Mesh {
  readonly uvs: Float32Array
  readonly baseColor: TextureImage
  /** Its inside is to be seen as well, through holes that edits have cut. */
  readonly doubleSided?: boolean
}
