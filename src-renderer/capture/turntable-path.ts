import { MathUtils, type PerspectiveCamera, Spherical, Vector3 } from 'three'

/**
 * Places the camera for picture `index` of `count`: once around the vertical through `pivot`, to the right, from where
 * `start` is. Picture `count` would be picture 0 again, so that the video can be played in a loop.
 */
export function placeOnTurntable(
  camera: PerspectiveCamera,
  start: Vector3,
  pivot: Vector3,
  index: number,
  count: number,
): void {
  const around = new Spherical().setFromVector3(new Vector3().subVectors(start, pivot))
  around.theta += (2 * Math.PI * index) / count
  camera.position.setFromSpherical(around).add(pivot)
  camera.lookAt(pivot)
}

/** How far off the camera has to be for as much to be seen around the pivot, whichever way the picture lies. */
export function turntableDistance(distance: number, fov: number, liveAspect: number, aspect: number): number {
  const tangent = Math.tan(MathUtils.degToRad(fov / 2))
  return (distance * Math.min(tangent, tangent * liveAspect)) / Math.min(tangent, tangent * aspect)
}
