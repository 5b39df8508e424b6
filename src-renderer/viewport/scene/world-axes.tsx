import { HELPER_LAYER } from '../camera/studio-camera.ts'

/** World axes at the origin, one unit long: x red, y green (up), z blue. */
export function WorldAxes() {
  return <axesHelper args={[1]} renderOrder={-1} ref={(axes) => axes?.layers.set(HELPER_LAYER)} />
}
