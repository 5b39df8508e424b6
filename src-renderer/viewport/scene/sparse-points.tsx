import { useEffect, useMemo } from 'react'
import { BufferAttribute, BufferGeometry } from 'three'
import type { LoadedScene } from '../load/load-requests.ts'

/** The points the photos agree on, while cameras are solved and until splats form. */
export function SparsePoints({ scene }: { readonly scene: LoadedScene }) {
  const geometry = useMemo(() => {
    const made = new BufferGeometry()
    made.setAttribute('position', new BufferAttribute(scene.positions, 3))
    made.setAttribute('color', new BufferAttribute(scene.colors, 3))
    return made
  }, [scene])
  useEffect(() => () => geometry.dispose(), [geometry])
  return (
    <points geometry={geometry}>
      <pointsMaterial vertexColors size={2.6} sizeAttenuation={false} />
    </points>
  )
}
