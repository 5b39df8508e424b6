import { useFrame } from '@react-three/fiber'
import type { Camera } from 'three'

/** Lets what lies over the canvas follow the camera. */
export function EachFrame({ run }: { readonly run: (camera: Camera) => void }) {
  useFrame(({ camera }) => {
    camera.updateMatrixWorld()
    run(camera)
  })
  return null
}
