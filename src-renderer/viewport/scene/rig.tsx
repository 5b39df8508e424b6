import { useThree } from '@react-three/fiber'
import { useEffect, useState } from 'react'
import { type CameraRig, createCameraRig } from '../camera/camera-rig.ts'
import type { StudioCamera } from '../camera/studio-camera.ts'
import { useViewportHandle } from '../viewport-handle.ts'
import { useRuntime } from '../viewport-runtime.ts'
import { setViewport, useViewport } from '../viewport-store.ts'

/** Gives the camera to who moves it, and tells the rest of the studio. */
export function Rig() {
  const gl = useThree((state) => state.gl)
  const scene = useThree((state) => state.scene)
  const camera = useThree((state) => state.camera) as StudioCamera
  const invalidate = useThree((state) => state.invalidate)
  const [rig, setRig] = useState<CameraRig | null>(null)
  const fov = useViewport((state) => state.fov)
  const navigation = useViewport((state) => state.navigation)

  useEffect(() => {
    const made = createCameraRig(camera, gl.domElement, {
      invalidate: () => invalidate(),
      landed: () => setViewport({ navigation: 'orbit' }),
    })
    setRig(made)
    useRuntime.setState({ rig: made, gl, scene })
    useViewportHandle.setState({
      camera,
      canvas: gl.domElement,
      invalidate: () => invalidate(),
      setNavigationEnabled: made.setInput,
      fitSphere: (centre, radius) => made.fitSphere(centre, radius, true),
    })
    return () => {
      made.dispose()
      useRuntime.setState({ rig: null, gl: null, scene: null })
      useViewportHandle.setState({ camera: null, canvas: null, setNavigationEnabled: () => {}, fitSphere: () => {} })
    }
  }, [camera, gl, scene, invalidate])

  useEffect(() => {
    camera.fov = fov
    camera.updateProjectionMatrix()
    invalidate()
  }, [camera, fov, invalidate])
  useEffect(() => rig?.setFlying(navigation === 'fly'), [rig, navigation])
  return null
}
