import { useThree } from '@react-three/fiber'
import { useEffect, useMemo, useState } from 'react'
import { type Group, Object3D } from 'three'
import type { Transform, Volume } from '../../src-shared/edits.ts'
import { CropFaceHandle } from './crop-face-handle.tsx'
import { CropOutline } from './crop-outline.tsx'
import { useEdits } from './edit-store.ts'
import { Gizmo } from './gizmo.tsx'
import { setCropDraft } from './tool-actions.ts'
import { turnOf } from './transform-math.ts'

const AXES = [0, 1, 2] as const
const SIDES = [1, -1] as const

/** The volume that is being set up, with handles on its faces and a gizmo at its centre. */
export function CropHandles({ volume, transform }: { readonly volume: Volume; readonly transform: Transform }) {
  const mode = useEdits((state) => state.gizmo)
  const invalidate = useThree((state) => state.invalidate)
  const [frame, setFrame] = useState<Group | null>(null)
  const centre = useMemo(() => new Object3D(), [])
  useEffect(() => {
    centre.position.fromArray(volume.centre)
    if (volume.kind === 'box') {
      const [w, x, y, z] = volume.rotation
      centre.quaternion.set(x, y, z, w)
    } else centre.quaternion.identity()
    invalidate()
  }, [centre, volume, invalidate])
  const onMove = () => {
    const moved = centre.position.toArray()
    if (volume.kind === 'sphere') setCropDraft({ ...volume, centre: moved })
    else setCropDraft({ ...volume, centre: moved, rotation: turnOf(centre.quaternion) })
  }
  const [w, x, y, z] = transform.rotation
  return (
    <group ref={setFrame} position={transform.translation} quaternion={[x, y, z, w]} scale={transform.scale}>
      <CropOutline volume={volume} />
      <primitive object={centre} />
      {frame &&
        AXES.flatMap((axis) =>
          SIDES.map((side) => (
            <CropFaceHandle key={`${axis} ${side}`} volume={volume} axis={axis} side={side} frame={frame} />
          )),
        )}
      {frame && (
        <Gizmo
          target={centre}
          mode={volume.kind === 'sphere' || mode === 'scale' ? 'translate' : mode}
          onMove={onMove}
        />
      )}
    </group>
  )
}
