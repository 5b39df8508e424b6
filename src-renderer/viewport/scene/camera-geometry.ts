import { BufferAttribute, BufferGeometry, Vector3 } from 'three'
import type { Camera } from '../../../src-shared/camera.ts'
import { poseOf } from '../camera/photo-pose.ts'
import type { ThumbnailAtlas } from './thumbnail-atlas.ts'

export interface CameraGeometry {
  /** Frustums as line segments. */
  readonly lines: BufferGeometry
  /** Image planes, two triangles a camera in order: triangle t belongs to camera t / 2. */
  readonly planes: BufferGeometry
}

/** Corners of the image plane, from the top left clockwise, as u, v from the photo's top left. */
const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const

/** The cameras as frustums whose image planes lie `depth` world units before them. `tints` is linear RGB a camera. */
export function cameraGeometry(
  cameras: readonly Camera[],
  depth: number,
  atlas: ThumbnailAtlas | null,
  tints: readonly (readonly [number, number, number])[],
): CameraGeometry {
  const line = { position: [] as number[], apex: [] as number[], tint: [] as number[], place: [] as number[] }
  const plane = { position: [] as number[], apex: [] as number[], uv: [] as number[], place: [] as number[] }
  const indices: number[] = []
  cameras.forEach((camera, i) => {
    const { position: apex, quaternion } = poseOf(camera)
    const corners = CORNERS.map(([u, v]) =>
      new Vector3((u * camera.width - camera.cx) / camera.fx, -(v * camera.height - camera.cy) / camera.fy, -1)
        .multiplyScalar(depth)
        .applyQuaternion(quaternion)
        .add(apex),
    )
    const segment = (a: Vector3, b: Vector3) => {
      line.position.push(...a.toArray(), ...b.toArray())
      for (let end = 0; end < 2; end++) {
        line.apex.push(...apex.toArray())
        line.tint.push(...tints[i])
        line.place.push(i)
      }
    }
    corners.forEach((corner, c) => {
      segment(apex, corner)
      segment(corner, corners[(c + 1) % 4])
    })
    const cell = atlas?.cell(camera.file) ?? [0, 0, 0, 0]
    const first = plane.place.length
    corners.forEach((corner, c) => {
      plane.position.push(...corner.toArray())
      plane.apex.push(...apex.toArray())
      const [u, v] = CORNERS[c]
      plane.uv.push(cell[0] + u * (cell[2] - cell[0]), cell[1] + v * (cell[3] - cell[1]))
      plane.place.push(i)
    })
    indices.push(first, first + 3, first + 1, first + 1, first + 3, first + 2)
  })
  const lines = geometryOf({
    position: [line.position, 3],
    apex: [line.apex, 3],
    tint: [line.tint, 3],
    place: [line.place, 1],
  })
  const planes = geometryOf({
    position: [plane.position, 3],
    apex: [plane.apex, 3],
    uv: [plane.uv, 2],
    place: [plane.place, 1],
  })
  planes.setIndex(indices)
  return { lines, planes }
}

function geometryOf(attributes: Readonly<Record<string, readonly [number[], number]>>): BufferGeometry {
  const geometry = new BufferGeometry()
  for (const [name, [values, size]] of Object.entries(attributes)) {
    geometry.setAttribute(name, new BufferAttribute(Float32Array.from(values), size))
  }
  return geometry
}
