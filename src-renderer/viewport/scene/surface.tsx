import { useThree } from '@react-three/fiber'
import { useEffect, useMemo, useState } from 'react'
import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  type MeshBasicMaterial,
  type MeshLambertMaterial,
  SRGBColorSpace,
  type Texture,
  TextureLoader,
} from 'three'
import { useEdits } from '../../edit/edit-store.ts'
import type { LoadedSurface } from '../load/load-requests.ts'
import { createCropUniforms, cropMaterial, setCrop } from './crop-material.ts'

export interface SurfaceProps {
  readonly surface: LoadedSurface
  /** Address of the base colour. */
  readonly texture: string
  readonly wireframe: boolean
}

/** The surface, under a light that comes from everywhere and a little from the viewer: the photos' own light is in it. */
export function Surface({ surface, texture, wireframe }: SurfaceProps) {
  const invalidate = useThree((state) => state.invalidate)
  const [map, setMap] = useState<Texture | null>(null)
  const geometry = useMemo(() => {
    const made = new BufferGeometry()
    made.setAttribute('position', new BufferAttribute(surface.positions, 3))
    made.setAttribute('normal', new BufferAttribute(surface.normals, 3))
    made.setAttribute('uv', new BufferAttribute(surface.uvs, 2))
    made.setIndex(new BufferAttribute(surface.indices, 1))
    return made
  }, [surface])
  useEffect(() => () => geometry.dispose(), [geometry])
  useEffect(() => {
    let loaded: Texture | null = null
    let gone = false
    new TextureLoader().loadAsync(texture).then(
      (image) => {
        loaded = image
        if (gone) return image.dispose()
        // The origin of its coordinates is at the top left, as in glTF.
        image.flipY = false
        image.colorSpace = SRGBColorSpace
        image.anisotropy = 4
        setMap(image)
        invalidate()
      },
      // Without its colours the surface is shown grey.
      () => setMap(null),
    )
    return () => {
      gone = true
      loaded?.dispose()
      setMap(null)
    }
  }, [texture, invalidate])
  const crop = useMemo(createCropUniforms, [])
  const volume = useEdits((state) => state.crop)
  const { translation, rotation, scale } = useEdits((state) => state.transformDraft ?? state.transform)
  useEffect(() => {
    setCrop(crop, volume)
    invalidate()
  }, [crop, volume, invalidate])
  const [w, x, y, z] = rotation
  const cropped = (material: MeshLambertMaterial | MeshBasicMaterial | null) => material && cropMaterial(material, crop)
  return (
    <group position={translation} quaternion={[x, y, z, w]} scale={scale}>
      <ambientLight intensity={2.5} />
      <directionalLight position={[2, 4, 3]} intensity={wireframe ? 1.4 : 0.6} />
      <mesh geometry={geometry}>
        <meshLambertMaterial
          key={map && !wireframe ? 'textured' : 'plain'}
          ref={cropped}
          side={DoubleSide}
          map={wireframe ? null : map}
          color={wireframe ? '#4a505c' : '#ffffff'}
          polygonOffset={wireframe}
          polygonOffsetFactor={1}
          polygonOffsetUnits={1}
        />
      </mesh>
      {wireframe && (
        <mesh geometry={geometry}>
          <meshBasicMaterial ref={cropped} wireframe color="#8ea6ff" transparent opacity={0.55} />
        </mesh>
      )}
    </group>
  )
}
