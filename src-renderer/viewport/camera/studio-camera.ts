import { Matrix4, PerspectiveCamera } from 'three'

/** Sets a photo's projection for these near and far planes. */
export type PhotoProjection = (into: Matrix4, near: number, far: number) => void

/** Layer of what helps to find one's way (grid, photos, handles) and is on no picture taken of the model. */
export const HELPER_LAYER = 1

/** The viewport's camera: a free perspective, or that of a photo, or on the way from one to the other. */
export class StudioCamera extends PerspectiveCamera {
  photoProjection: PhotoProjection | null = null
  /** 0: free, 1: exactly the photo's. */
  photoShare = 0
  private readonly photoMatrix = new Matrix4()

  constructor() {
    // Near enough to go into an object of one unit, far enough for a landscape behind it.
    super(45, 1, 0.01, 200)
    this.layers.enable(HELPER_LAYER)
  }

  override updateProjectionMatrix(): void {
    super.updateProjectionMatrix()
    // The first call comes from the constructor above, before these are there.
    if (!this.photoProjection || !this.photoShare) return
    this.photoProjection(this.photoMatrix, this.near, this.far)
    const { elements } = this.projectionMatrix
    for (let i = 0; i < 16; i++) elements[i] += this.photoShare * (this.photoMatrix.elements[i] - elements[i])
    this.projectionMatrixInverse.copy(this.projectionMatrix).invert()
  }
}
