import { useThree } from '@react-three/fiber'
import { useEffect, useMemo, useRef } from 'react'
import { Object3D } from 'three'
import { applyTransform } from './edit-actions.ts'
import { type Box, useEdits } from './edit-store.ts'
import { Gizmo } from './gizmo.tsx'
import { placeOf, transformTaking, turnOf } from './transform-math.ts'

/** A model is at least a thousandth and at most a thousand times as large. */
const SCALES = [1e-3, 1e3] as const

/** Handles at the object's centre that move, turn and scale the whole model; each drag is one edit. */
export function TransformHandles({ fit }: { readonly fit: Box }) {
  const { gizmo, transform } = useEdits()
  const invalidate = useThree((state) => state.invalidate)
  const proxy = useMemo(() => new Object3D(), [])
  const dragged = useRef(false)
  useEffect(() => {
    const [w, x, y, z] = transform.rotation
    proxy.position.fromArray(placeOf(fit.centre, transform))
    proxy.quaternion.set(x, y, z, w).normalize()
    proxy.scale.setScalar(transform.scale)
    invalidate()
  }, [proxy, fit, transform, invalidate])
  const onMove = () => {
    dragged.current = true
    // Splats keep their shape: of the three scales the one that was dragged counts for all.
    const before = transform.scale
    const scale = proxy.scale
      .toArray()
      .reduce((most, value) => (Math.abs(value - before) > Math.abs(most - before) ? value : most), before)
    const kept = Math.min(Math.max(scale, SCALES[0]), SCALES[1])
    const transformDraft = transformTaking(fit.centre, proxy.position.toArray(), turnOf(proxy.quaternion), kept)
    useEdits.setState({ transformDraft })
  }
  const onDone = async () => {
    const { transformDraft } = useEdits.getState()
    if (!dragged.current || !transformDraft) return
    dragged.current = false
    await applyTransform(transformDraft)
    useEdits.setState({ transformDraft: null })
    proxy.scale.setScalar(useEdits.getState().transform.scale)
  }
  return (
    <>
      <primitive object={proxy} />
      <Gizmo target={proxy} mode={gizmo} onMove={onMove} onDone={() => void onDone()} />
    </>
  )
}
