import { useThree } from '@react-three/fiber'
import { SplatMesh } from '@sparkjsdev/spark'
import { useEffect } from 'react'
import { Mesh, type Object3D, Points, Raycaster, Vector2 } from 'three'
import { useRuntime } from '../viewport-runtime.ts'
import { useViewport } from '../viewport-store.ts'

/** A point of the sparse cloud within this of the pointer's ray counts as hit, world units. */
const POINT_REACH = 0.015

/** A double-click on the model makes that point the one the view turns about. */
export function PickPivot() {
  const gl = useThree((state) => state.gl)
  const scene = useThree((state) => state.scene)
  const camera = useThree((state) => state.camera)
  useEffect(() => {
    const canvas = gl.domElement
    const onDoubleClick = (event: MouseEvent) => {
      if (useViewport.getState().lookThrough !== null) return
      const { left, top, width, height } = canvas.getBoundingClientRect()
      const pointer = new Vector2((2 * (event.clientX - left)) / width - 1, 1 - (2 * (event.clientY - top)) / height)
      const raycaster = new Raycaster()
      raycaster.params.Points.threshold = POINT_REACH
      raycaster.setFromCamera(pointer, camera)
      const targets: Object3D[] = []
      scene.traverseVisible((node) => {
        // Layer 0 is what belongs to the model.
        if (node.layers.isEnabled(0) && (node instanceof SplatMesh || node instanceof Mesh || node instanceof Points)) {
          targets.push(node)
        }
      })
      const [hit] = raycaster.intersectObjects(targets, false)
      if (hit) useRuntime.getState().rig?.setPivot(hit.point)
    }
    canvas.addEventListener('dblclick', onDoubleClick)
    return () => canvas.removeEventListener('dblclick', onDoubleClick)
  }, [gl, scene, camera])
  return null
}
