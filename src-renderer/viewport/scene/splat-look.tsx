import { useFrame, useThree } from '@react-three/fiber'
import { SplatMesh } from '@sparkjsdev/spark'
import { useEffect, useMemo } from 'react'
import { Vector3 } from 'three'
import { useRuntime, useStats } from '../viewport-runtime.ts'
import type { ViewMode } from '../viewport-store.ts'
import { createSplatLooks } from './splat-looks.ts'

/** Depth is coloured over this much before and behind the pivot, in object radii. */
const DEPTH_REACH = 1.1

/** Dresses every splat mesh of the scene for the view, whoever has put it there: the preview's and the edited one's. */
export function SplatLook({ view, radius }: { readonly view: ViewMode; readonly radius: number }) {
  const scene = useThree((state) => state.scene)
  const invalidate = useThree((state) => state.invalidate)
  const looks = useMemo(createSplatLooks, [])
  const ahead = useMemo(() => new Vector3(), [])
  const pivot = useMemo(() => new Vector3(), [])
  useEffect(() => {
    const { spark } = useRuntime.getState()
    if (spark) {
      spark.falloff = view === 'points' ? 0 : 1
      spark.minPixelRadius = view === 'points' ? 1.1 : 0
    }
    invalidate()
  }, [view, invalidate])
  useFrame(({ camera }) => {
    const { rig, spark } = useRuntime.getState()
    let splats = 0
    scene.traverse((node) => {
      if (!(node instanceof SplatMesh)) return
      const hidden = view === 'mesh' || view === 'wireframe'
      if (node.visible === hidden) node.visible = !hidden
      if (!hidden) splats += node.numSplats
      const look = view === 'points' ? looks.points : view === 'depth' ? looks.depth : undefined
      if (node.worldModifiers?.[0] === look) return
      node.worldModifier = look
      node.updateGenerator()
    })
    if (useStats.getState().splats !== splats) useStats.setState({ splats })
    if (view !== 'depth' || !rig || !spark) return
    camera.getWorldDirection(ahead)
    const distance = rig.controls.getTarget(pivot).sub(camera.position).dot(ahead)
    const near = Math.max(distance - DEPTH_REACH * radius, 0)
    const far = distance + DEPTH_REACH * radius
    looks.setDepth(camera.position, ahead, near, far)
    const [oldNear, oldFar] = useStats.getState().depth
    if (Math.abs(oldNear - near) + Math.abs(oldFar - far) > 0.01) useStats.setState({ depth: [near, far] })
  })
  return null
}
