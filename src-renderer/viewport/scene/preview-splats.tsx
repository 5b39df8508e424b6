import { useThree } from '@react-three/fiber'
import { PackedSplats, SplatMesh } from '@sparkjsdev/spark'
import { useEffect, useRef } from 'react'
import { packedCapacity, SPLAT_ENCODING, WORDS_PER_SPLAT } from '../../splats/pack-splat.ts'
import type { PackedCloud } from '../../splats/pack-splat-file.ts'

/** Room for the splats that training will still add, so that the texture is seldom made anew. */
const GROWTH = 1.6

/** The splats as they form. A new revision is written over the old one; Spark shows the old until the new is sorted. */
export function PreviewSplats({ cloud }: { readonly cloud: PackedCloud }) {
  const scene = useThree((state) => state.scene)
  const invalidate = useThree((state) => state.invalidate)
  const shown = useRef<SplatMesh | null>(null)
  useEffect(() => {
    let packed = shown.current?.packedSplats
    if (!shown.current || !packed?.packedArray || packed.packedArray.length < cloud.packed.length) {
      const room = new Uint32Array(WORDS_PER_SPLAT * packedCapacity(Math.ceil(GROWTH * cloud.count)))
      packed = new PackedSplats({ packedArray: room, numSplats: 0 })
      remove(shown.current)
      shown.current = new SplatMesh({ packedSplats: packed, splatEncoding: SPLAT_ENCODING, editable: false })
      scene.add(shown.current)
    }
    packed.packedArray?.set(cloud.packed)
    packed.numSplats = cloud.count
    packed.needsUpdate = true
    shown.current.updateVersion()
    invalidate()
  }, [cloud, scene, invalidate])
  useEffect(
    () => () => {
      remove(shown.current)
      shown.current = null
      invalidate()
    },
    [invalidate],
  )
  return null
}

function remove(mesh: SplatMesh | null): void {
  mesh?.removeFromParent()
  mesh?.dispose()
}
