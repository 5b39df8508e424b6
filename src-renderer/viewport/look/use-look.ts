import { useEffect, useMemo } from 'react'
import type { Camera } from '../../../src-shared/camera.ts'
import { poseOf } from '../camera/photo-pose.ts'
import { fitPhoto, type PhotoFrame, setPhotoProjection } from '../camera/photo-projection.ts'
import type { LoadedScene } from '../load/load-requests.ts'
import { useRuntime } from '../viewport-runtime.ts'
import { setViewport, useViewport } from '../viewport-store.ts'
import type { SeenPicture } from './seen-pictures.ts'

/** Room for the viewport's bars around a photo, in pixels. */
const INSETS = { top: 52, right: 16, bottom: 64, left: 56 }

export interface ViewportSize {
  readonly width: number
  readonly height: number
}

/** The photo, or view, that is looked through. */
export interface Look {
  readonly camera: Camera
  readonly picture: SeenPicture
  readonly frame: PhotoFrame
  /** 0 for the first photo that has a camera. */
  readonly place: number
  readonly count: number
}

/** Takes the viewport's camera into the photo that is to be looked through, and back. Null while none is. */
export function useLook(
  pictures: readonly SeenPicture[],
  scene: LoadedScene | null,
  size: ViewportSize | null,
): Look | null {
  const file = useViewport((state) => state.lookThrough)
  const rig = useRuntime((state) => state.rig)
  const place = scene?.cameras.findIndex((camera) => camera.file === file) ?? -1
  const camera = scene?.cameras[place] ?? null
  const picture = pictures.find((entry) => entry.file === file) ?? null
  const frame = useMemo(
    () => (camera && size ? fitPhoto(camera, size.width, size.height, INSETS) : null),
    [camera, size],
  )
  useEffect(() => {
    if (!rig) return
    if (!camera || !frame || !size) return rig.lookThrough(null)
    rig.lookThrough({
      pose: poseOf(camera),
      project: (matrix, near, far) => setPhotoProjection(matrix, camera, frame, size.width, size.height, near, far),
    })
  }, [rig, camera, frame, size])
  // A photo that has lost its camera, or was taken out, is no longer looked through.
  const lost = file !== null && scene !== null && (!camera || !picture)
  useEffect(() => {
    if (lost) setViewport({ lookThrough: null })
  }, [lost])
  useEffect(() => () => setViewport({ lookThrough: null }), [])
  const count = scene?.cameras.length ?? 0
  return useMemo(
    () => (camera && picture && frame ? { camera, picture, frame, place, count } : null),
    [camera, picture, frame, place, count],
  )
}

/** The photo so many places on, round about. */
export function stepPhoto(scene: LoadedScene | null, by: number): void {
  const cameras = scene?.cameras ?? []
  const { lookThrough } = useViewport.getState()
  const place = cameras.findIndex(({ file }) => file === lookThrough)
  if (cameras.length === 0) return
  const next = place < 0 ? 0 : (place + by + cameras.length) % cameras.length
  setViewport({ lookThrough: cameras[next].file })
}
