import { useFrame, useThree } from '@react-three/fiber'
import { useEffect, useRef, useState } from 'react'
import { Vector3 } from 'three'
import { type CameraRig, createCameraRig } from '../camera/camera-rig.ts'
import type { StudioCamera } from '../camera/studio-camera.ts'
import { useViewportHandle } from '../viewport-handle.ts'
import { useRuntime } from '../viewport-runtime.ts'
import { useViewport } from '../viewport-store.ts'
import { adaptQuality, createQuality } from './quality.ts'

/** The first frame after a rest is taken for this long: the time before it was no motion. */
const FRAME_SECONDS = 1 / 60
/** A pause between two frames longer than this was a rest, even on the slowest machine. */
const REST_SECONDS = 1
/** So long without motion, and the picture is drawn at full resolution. */
const SHARPEN_MS = 220

/** Moves the camera, and draws coarser while it moves where the machine is slow. */
export function Rig() {
  const gl = useThree((state) => state.gl)
  const scene = useThree((state) => state.scene)
  const camera = useThree((state) => state.camera) as StudioCamera
  const size = useThree((state) => state.size)
  const invalidate = useThree((state) => state.invalidate)
  const [rig, setRig] = useState<CameraRig | null>(null)
  const quality = useRef(createQuality())
  const { fov, navigation } = useViewport()

  useEffect(() => {
    const made = createCameraRig(camera, gl.domElement, () => invalidate())
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
  // The canvas's own size change has drawn at full resolution.
  useEffect(() => {
    if (size.width > 0) quality.current = createQuality()
  }, [size])

  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useFrame((_, sinceLast) => {
    if (!rig) return
    const moving = rig.update(sinceLast > REST_SECONDS ? FRAME_SECONDS : sinceLast, performance.now())
    const ratio = adaptQuality(quality.current, gl.getPixelRatio(), moving, performance.now())
    if (ratio !== gl.getPixelRatio()) gl.setPixelRatio(ratio)
    if (!moving) return
    invalidate()
    clearTimeout(rest.current)
    rest.current = setTimeout(invalidate, SHARPEN_MS)
  }, -1)
  useEffect(() => () => clearTimeout(rest.current), [])
  return null
}

/** Frames the object for the first time: from where a photo was taken, if that is known. */
export function useFirstView(direction: Vector3 | null, centre: Vector3, radius: number): void {
  const rig = useRuntime((state) => state.rig)
  const framed = useRef(false)
  useEffect(() => {
    if (!rig || framed.current) return
    rig.lookFrom(direction ?? new Vector3(0.5, 0.45, 1), centre, radius, false)
    // Until a photo's direction is known this is only a guess.
    framed.current = direction !== null
  }, [rig, direction, centre, radius])
}
