import { useEffect, useState } from 'react'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'

/** Width and height in pixels of the texture that was baked; null until it is known. The image is not decoded for it. */
export function useTextureSize(projectId: string, hasMesh: boolean): { width: number; height: number } | null {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  useEffect(() => {
    setSize(null)
    if (!hasMesh) return
    const image = new Image()
    image.onload = () => setSize({ width: image.naturalWidth, height: image.naturalHeight })
    image.src = formatFileAddress({ kind: 'texture', projectId })
    return () => {
      image.onload = null
    }
  }, [projectId, hasMesh])
  return size
}
