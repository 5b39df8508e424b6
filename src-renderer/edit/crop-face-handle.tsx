import { type ThreeEvent, useFrame, useThree } from '@react-three/fiber'
import { useRef, useState } from 'react'
import { type Group, Matrix4, type Mesh, Vector3 } from 'three'
import type { Volume } from '../../src-shared/edits.ts'
import { HELPER_LAYER } from '../viewport/camera/studio-camera.ts'
import { useViewportHandle } from '../viewport/viewport-handle.ts'
import { dragHandle, nearestOnLine, reachOf, volumeAxes } from './crop-math.ts'
import { setCropDraft } from './tool-actions.ts'

/** Radius on the screen, as a share of the viewport's height. */
const SIZE = 0.009

export interface CropFaceHandleProps {
  readonly volume: Volume
  readonly axis: number
  readonly side: 1 | -1
  /** Whose frame the volume is in. */
  readonly frame: Group
}

/** A ball on a face of the box, or on the sphere, that moves it along its axis. */
export function CropFaceHandle({ volume, axis, side, frame }: CropFaceHandleProps) {
  const invalidate = useThree((state) => state.invalidate)
  const ball = useRef<Mesh>(null)
  const [hovered, setHovered] = useState(false)
  const direction = volumeAxes(volume)[axis].map((value) => side * value) as [number, number, number]
  const reach = reachOf(volume, axis)
  const place = volume.centre.map((value, i) => value + reach * direction[i]) as [number, number, number]

  useFrame(({ camera }) => {
    if (!ball.current) return
    const world = ball.current.getWorldPosition(new Vector3()).applyMatrix4(camera.matrixWorldInverse)
    const distance = camera.projectionMatrix.elements[11] === 0 ? 1 : -world.z
    const height = (2 * distance) / camera.projectionMatrix.elements[5]
    ball.current.scale.setScalar((SIZE * height) / frame.getWorldScale(new Vector3()).x)
  })
  const hover = (now: boolean) => {
    setHovered(now)
    useViewportHandle.getState().setNavigationEnabled(!now)
    invalidate()
  }
  const onDrag = (event: ThreeEvent<PointerEvent>) => {
    event.stopPropagation()
    if (event.buttons !== 1) return
    const inverse = new Matrix4().copy(frame.matrixWorld).invert()
    const origin = event.ray.origin.clone().applyMatrix4(inverse)
    const ray = event.ray.direction.clone().transformDirection(inverse)
    const along = nearestOnLine(volume.centre, direction, origin.toArray(), ray.toArray())
    if (along !== null) setCropDraft(dragHandle(volume, axis, side, along))
  }
  return (
    <mesh
      ref={(mesh) => {
        mesh?.layers.set(HELPER_LAYER)
        ball.current = mesh
      }}
      position={place}
      renderOrder={11}
      onPointerOver={() => hover(true)}
      onPointerOut={() => hover(false)}
      onPointerDown={(event) => {
        event.stopPropagation()
        ;(event.target as Element).setPointerCapture(event.pointerId)
      }}
      onPointerMove={onDrag}
      onPointerUp={(event) => (event.target as Element).releasePointerCapture(event.pointerId)}
    >
      <sphereGeometry args={[1, 20, 14]} />
      <meshBasicMaterial color={hovered ? '#ffffff' : '#ffcf4d'} depthTest={false} transparent />
    </mesh>
  )
}
