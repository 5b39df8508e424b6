import { useThree } from '@react-three/fiber'
import { PackedSplats, SplatMesh } from '@sparkjsdev/spark'
import { useEffect, useState } from 'react'
import type { DrawnCloud } from '../splats/pack-cloud.ts'
import { packedCapacity, SPLAT_ENCODING } from '../splats/pack-splat.ts'
import { useEdits } from './edit-store.ts'
import { createSplatMarks, type SplatMarks } from './splat-marks.ts'

interface Drawn {
  readonly mesh: SplatMesh
  readonly marks: SplatMarks
}

/** The trained splats, drawn as edited. */
export function EditedSplats({ cloud }: { readonly cloud: DrawnCloud }) {
  const invalidate = useThree((state) => state.invalidate)
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  useEffect(() => {
    const made = draw(cloud)
    setDrawn(made)
    return () => {
      setDrawn(null)
      made.mesh.dispose()
      made.marks.dispose()
    }
  }, [cloud])
  const flags = useEdits((state) => state.flags)
  const crop = useEdits((state) => state.crop)
  const draft = useEdits((state) => state.cropDraft)
  const transform = useEdits((state) => state.transformDraft ?? state.transform)
  useEffect(() => {
    if (!drawn) return
    if (flags) drawn.marks.setFlags(flags)
    drawn.marks.setVolume(draft ?? crop, draft ? 'dim' : 'hide')
    drawn.mesh.updateVersion()
    invalidate()
  }, [drawn, flags, crop, draft, invalidate])
  useEffect(() => {
    if (!drawn) return
    const [w, x, y, z] = transform.rotation
    drawn.mesh.position.fromArray(transform.translation)
    drawn.mesh.quaternion.set(x, y, z, w).normalize()
    drawn.mesh.scale.setScalar(transform.scale)
    invalidate()
  }, [drawn, transform, invalidate])
  return drawn && <primitive object={drawn.mesh} dispose={null} />
}

function draw({ count, packed, harmonics }: DrawnCloud): Drawn {
  const packedSplats = new PackedSplats({
    packedArray: packed,
    numSplats: count,
    extra: { ...harmonics },
  })
  const marks = createSplatMarks(packedCapacity(count))
  // The mesh's own encoding counts, not the packed splats'.
  const splatEncoding = SPLAT_ENCODING
  return {
    mesh: new SplatMesh({ packedSplats, splatEncoding, objectModifier: marks.modifier, editable: false }),
    marks,
  }
}
