import { useFrame, useThree } from '@react-three/fiber'
import { useEffect, useMemo, useState } from 'react'
import { BufferAttribute, BufferGeometry, ShaderMaterial, type Texture, TextureLoader } from 'three'
import type { Camera } from '../../../src-shared/camera.ts'
import { poseOf } from '../camera/photo-pose.ts'
import { HELPER_LAYER, type StudioCamera } from '../camera/studio-camera.ts'
import { photoGrid } from './photo-grid.ts'

export interface PhotoPlaneProps {
  readonly camera: Camera
  readonly address: string
  /** Up to where the photo is shown, in the viewport's width from -1 to 1. */
  readonly edge: number
}

/** The photo before its camera, over everything, up to the edge. Fades in as the view arrives. */
export function PhotoPlane({ camera, address, edge }: PhotoPlaneProps) {
  const invalidate = useThree((state) => state.invalidate)
  const [photo, setPhoto] = useState<Texture | null>(null)
  useEffect(() => {
    let gone = false
    let loaded: Texture | null = null
    new TextureLoader().loadAsync(address).then(
      (texture) => {
        loaded = texture
        if (gone) return texture.dispose()
        texture.flipY = false
        setPhoto(texture)
        invalidate()
      },
      () => setPhoto(null),
    )
    return () => {
      gone = true
      loaded?.dispose()
      setPhoto(null)
    }
  }, [address, invalidate])
  const geometry = useMemo(() => {
    const { positions, uvs, indices } = photoGrid(camera)
    const made = new BufferGeometry()
    made.setAttribute('position', new BufferAttribute(positions, 3))
    made.setAttribute('uv', new BufferAttribute(uvs, 2))
    made.setIndex(new BufferAttribute(indices, 1))
    return made
  }, [camera])
  useEffect(() => () => geometry.dispose(), [geometry])
  const pose = useMemo(() => poseOf(camera), [camera])
  const material = useMemo(createMaterial, [])
  useEffect(() => {
    material.uniforms.photo.value = photo
    material.uniforms.edge.value = edge
    invalidate()
  }, [material, photo, edge, invalidate])
  useFrame(({ camera: view }) => {
    // Until the view is nearly there the photo would float beside what it shows.
    material.uniforms.opacity.value = Math.max(0, 4 * (view as StudioCamera).photoShare - 3)
  })
  if (!photo) return null
  return (
    <mesh
      geometry={geometry}
      material={material}
      position={pose.position}
      quaternion={pose.quaternion}
      renderOrder={1000}
      frustumCulled={false}
      ref={(mesh) => mesh?.layers.set(HELPER_LAYER)}
    />
  )
}

function createMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    transparent: true,
    depthTest: false,
    depthWrite: false,
    uniforms: { photo: { value: null }, edge: { value: 0 }, opacity: { value: 0 } },
    vertexShader: `
      varying vec2 at;
      varying vec4 clip;
      void main() {
        at = uv;
        clip = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
        gl_Position = clip;
      }`,
    fragmentShader: `
      uniform sampler2D photo;
      uniform float edge;
      uniform float opacity;
      varying vec2 at;
      varying vec4 clip;
      void main() {
        if (clip.x / clip.w > edge) discard;
        vec4 seen = texture2D(photo, at);
        gl_FragColor = vec4(seen.rgb, seen.a * opacity);
      }`,
  })
}
