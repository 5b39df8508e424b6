import { useMemo } from 'react'
import { BoxGeometry, BufferGeometry, EdgesGeometry, Float32BufferAttribute } from 'three'
import type { Volume } from '../../src-shared/edits.ts'
import { HELPER_LAYER } from '../viewport/camera/studio-camera.ts'

/** Enough that a circle looks round at any size. */
const CORNERS = 96

/** The edges of a box of half size one. */
function boxLines(): BufferGeometry {
  return new EdgesGeometry(new BoxGeometry(2, 2, 2))
}

/** Three great circles of a sphere of radius one, as pairs of points. */
function sphereLines(): BufferGeometry {
  const points: number[] = []
  for (let axis = 0; axis < 3; axis++) {
    for (let i = 0; i < 2 * CORNERS; i++) {
      const angle = (2 * Math.PI * ((i + 1) >> 1)) / CORNERS
      const place = [0, 0, 0]
      place[(axis + 1) % 3] = Math.cos(angle)
      place[(axis + 2) % 3] = Math.sin(angle)
      points.push(...place)
    }
  }
  return new BufferGeometry().setAttribute('position', new Float32BufferAttribute(points, 3))
}

/** A volume's edges: faint where splats hide them, so that the depth can be read. */
export function CropOutline({ volume }: { readonly volume: Volume }) {
  const { kind } = volume
  const lines = useMemo(() => (kind === 'box' ? boxLines() : sphereLines()), [kind])
  const [w, x, y, z] = volume.kind === 'box' ? volume.rotation : [1, 0, 0, 0]
  const size: [number, number, number] =
    volume.kind === 'box' ? volume.half : [volume.radius, volume.radius, volume.radius]
  return (
    <lineSegments
      position={volume.centre}
      quaternion={[x, y, z, w]}
      scale={size}
      geometry={lines}
      renderOrder={10}
      ref={(object) => object?.layers.set(HELPER_LAYER)}
    >
      <lineBasicMaterial color="#ffcf4d" depthTest={false} transparent opacity={0.9} />
    </lineSegments>
  )
}
