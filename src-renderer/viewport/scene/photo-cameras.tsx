import { type ThreeEvent, useThree } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { HELPER_LAYER } from '../camera/studio-camera.ts'
import type { LoadedScene } from '../load/load-requests.ts'
import type { SeenPicture } from '../look/seen-pictures.ts'
import { setViewport, useViewport } from '../viewport-store.ts'
import { cameraGeometry } from './camera-geometry.ts'
import { lineMaterial, planeMaterial } from './camera-materials.ts'
import { cameraTints, frustumDepth } from './camera-tints.ts'
import { useThumbnailAtlas } from './thumbnail-atlas.ts'

/** A press that moves further than this, in pixels, was meant to turn the view. */
const CLICK_REACH = 4

export interface PhotoCamerasProps {
  /** What the cameras have taken. */
  readonly pictures: readonly SeenPicture[]
  readonly scene: LoadedScene
}

/** The photos where they were taken, and the views of one photo where they look from. A click looks through one. */
export function PhotoCameras({ pictures, scene }: PhotoCamerasProps) {
  const invalidate = useThree((state) => state.invalidate)
  const atlas = useThumbnailAtlas(pictures, invalidate)
  const hovered = useViewport((state) => state.hovered)
  const { cameras } = scene
  const depth = useMemo(() => frustumDepth(cameras), [cameras])
  const tints = useMemo(() => cameraTints(cameras, pictures), [cameras, pictures])
  const geometry = useMemo(() => cameraGeometry(cameras, depth, atlas, tints), [cameras, depth, atlas, tints])
  const line = useMemo(lineMaterial, [])
  const plane = useMemo(() => atlas && planeMaterial(atlas.texture), [atlas])
  useEffect(
    () => () => {
      geometry.lines.dispose()
      geometry.planes.dispose()
    },
    [geometry],
  )
  useEffect(() => {
    const chosen = cameras.findIndex(({ file }) => file === hovered)
    for (const material of [line, plane]) {
      if (!material) continue
      material.uniforms.depth.value = depth
      material.uniforms.hovered.value = chosen
    }
    invalidate()
  }, [line, plane, depth, cameras, hovered, invalidate])
  useEffect(() => onOut, [])

  const fileAt = ({ faceIndex }: ThreeEvent<PointerEvent | MouseEvent>) =>
    cameras[Math.floor((faceIndex ?? 0) / 2)]?.file
  const onMove = (event: ThreeEvent<PointerEvent>) => {
    const file = fileAt(event) ?? null
    document.body.style.cursor = 'pointer'
    if (useViewport.getState().hovered !== file) useViewport.setState({ hovered: file })
  }
  const onClick = (event: ThreeEvent<MouseEvent>) => {
    const file = fileAt(event)
    if (!file || event.delta > CLICK_REACH) return
    onOut()
    setViewport({ lookThrough: file })
  }
  return (
    <>
      <lineSegments
        geometry={geometry.lines}
        material={line}
        renderOrder={-1}
        frustumCulled={false}
        ref={(object) => object?.layers.set(HELPER_LAYER)}
      />
      {plane && (
        // biome-ignore lint/a11y/noStaticElementInteractions: no element of the page; the keys are those of its commands
        <mesh
          geometry={geometry.planes}
          material={plane}
          renderOrder={-1}
          frustumCulled={false}
          ref={(object) => object?.layers.set(HELPER_LAYER)}
          onPointerMove={onMove}
          onPointerOut={onOut}
          onClick={onClick}
        />
      )}
    </>
  )
}

function onOut(): void {
  document.body.style.cursor = ''
  useViewport.setState({ hovered: null })
}
