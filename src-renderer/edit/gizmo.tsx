import { useThree } from '@react-three/fiber'
import { useEffect, useRef } from 'react'
import type { Object3D } from 'three'
import { TransformControls } from 'three/examples/jsm/controls/TransformControls.js'
import { HELPER_LAYER } from '../viewport/camera/studio-camera.ts'
import { useViewportHandle } from '../viewport/viewport-handle.ts'
import type { GizmoMode } from './edit-store.ts'

export interface GizmoProps {
  /** What the handles move; it has to be in the scene. */
  readonly target: Object3D
  readonly mode: GizmoMode
  /** While it is dragged. */
  readonly onMove: () => void
  /** When the person lets go. */
  readonly onDone?: () => void
}

/** Arrows, rings or cubes to move, turn or scale something by. */
export function Gizmo({ target, mode, onMove, onDone }: GizmoProps) {
  const { camera, gl, scene, invalidate } = useThree()
  const calls = useRef({ onMove, onDone })
  useEffect(() => {
    calls.current = { onMove, onDone }
  })
  useEffect(() => {
    const controls = new TransformControls(camera, gl.domElement)
    controls.setMode(mode)
    controls.setSpace(mode === 'translate' ? 'world' : 'local')
    controls.setSize(0.75)
    controls.attach(target)
    controls.getRaycaster().layers.set(HELPER_LAYER)
    const helper = controls.getHelper()
    helper.traverse((part) => part.layers.set(HELPER_LAYER))
    const onDragging = ({ value }: { readonly value: unknown }) => {
      useViewportHandle.getState().setNavigationEnabled(value !== true)
      if (value === false) calls.current.onDone?.()
    }
    const onObjectChange = () => calls.current.onMove()
    controls.addEventListener('change', () => invalidate())
    controls.addEventListener('dragging-changed', onDragging)
    controls.addEventListener('objectChange', onObjectChange)
    scene.add(helper)
    invalidate()
    return () => {
      if (controls.dragging) useViewportHandle.getState().setNavigationEnabled(true)
      scene.remove(helper)
      controls.detach()
      controls.dispose()
      invalidate()
    }
  }, [target, mode, camera, gl, scene, invalidate])
  return null
}
