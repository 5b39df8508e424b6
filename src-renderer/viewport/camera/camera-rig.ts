import CameraControls from 'camera-controls'
import { Box3, MathUtils, Matrix4, Quaternion, Raycaster, Sphere, Spherical, Vector2, Vector3, Vector4 } from 'three'
import { createCameraFlight } from './camera-flight.ts'
import { createFlyKeys } from './fly-keys.ts'
import type { Pose } from './photo-pose.ts'
import type { PhotoProjection, StudioCamera } from './studio-camera.ts'

CameraControls.install({
  THREE: { Vector2, Vector3, Vector4, Quaternion, Matrix4, Spherical, Box3, Sphere, Raycaster },
})

/** The camera turns about a point this near when it flies, in world units: about itself. */
const FLY_RADIUS = 0.01
/** Share of the view's smaller side that a fitted sphere fills. */
const FILL = 0.86

/** Everything that moves the viewport's camera. */
export interface CameraRig {
  readonly camera: StudioCamera
  readonly controls: CameraControls
  /** Moves the camera by so many seconds. True while it has not come to rest. */
  update(seconds: number, now: number): boolean
  fitSphere(centre: Vector3, radius: number, smooth: boolean): void
  /** Looks at the sphere from a direction (from the sphere to the camera). */
  lookFrom(direction: Vector3, centre: Vector3, radius: number, smooth: boolean): void
  /** Turns about the pivot. Azimuth 0 is in front (+z), polar angle 0 above; radians. */
  turnTo(azimuth: number, polar: number): void
  setPivot(point: Vector3): void
  setFlying(flying: boolean): void
  /** While false the pointer and the keys do not move the camera: a tool has them. */
  setInput(enabled: boolean): void
  lookThrough(photo: { readonly pose: Pose; readonly project: PhotoProjection } | null): void
  dispose(): void
}

export interface CameraRigListeners {
  /** Asks for a frame. */
  readonly invalidate: () => void
  /** The camera has stopped flying because it was sent somewhere. */
  readonly landed: () => void
}

export function createCameraRig(
  camera: StudioCamera,
  element: HTMLElement,
  { invalidate, landed }: CameraRigListeners,
): CameraRig {
  const controls = new CameraControls(camera, element)
  controls.smoothTime = 0.12
  controls.draggingSmoothTime = 0.06
  controls.dollyToCursor = true
  controls.minDistance = 0.05
  controls.maxDistance = 30
  controls.dollySpeed = 0.7
  const { ACTION } = CameraControls
  controls.mouseButtons.middle = ACTION.TRUCK
  const keys = createFlyKeys(element, invalidate)
  const wake = () => invalidate()
  for (const type of ['control', 'controlstart', 'transitionstart', 'wake', 'update'] as const) {
    controls.addEventListener(type, wake)
  }
  let flying = false
  let input = true
  let held = false

  const home = (): Pose => {
    const position = controls.getPosition(new Vector3())
    const turn = new Matrix4().lookAt(position, controls.getTarget(new Vector3()), camera.up)
    return { position, quaternion: new Quaternion().setFromRotationMatrix(turn) }
  }
  const flight = createCameraFlight(camera, home)
  const allow = () => {
    controls.enabled = input && !held
    keys.setEnabled(input && flying && !held)
  }
  const distanceFor = (radius: number) => {
    const half = MathUtils.degToRad(camera.fov / 2)
    const narrower = Math.min(half, Math.atan(Math.tan(half) * camera.aspect))
    return radius / FILL / Math.sin(narrower)
  }
  const setFlying = (wanted: boolean) => {
    if (wanted === flying) return
    flying = wanted
    const position = controls.getPosition(new Vector3())
    const ahead = controls.getTarget(new Vector3()).sub(position).normalize()
    const reach = wanted ? FLY_RADIUS : Math.max(position.length(), 0.5)
    controls.minDistance = wanted ? FLY_RADIUS : 0.05
    const speed = wanted ? -0.4 : 1
    controls.azimuthRotateSpeed = speed
    controls.polarRotateSpeed = speed
    controls.mouseButtons.wheel = wanted ? ACTION.NONE : ACTION.DOLLY
    const target = ahead.multiplyScalar(reach).add(position)
    void controls.setLookAt(...position.toArray(), ...target.toArray(), false)
    allow()
    invalidate()
  }
  const land = () => {
    if (!flying) return
    setFlying(false)
    landed()
  }
  return {
    camera,
    controls,
    update: (seconds, now) => {
      const flown = flight.update(now)
      if (held !== flown.held) {
        held = flown.held
        allow()
      }
      if (held) return flown.moving
      const moved = keys.move(seconds)
      if (moved) {
        void controls.forward(moved.z, false)
        void controls.truck(moved.x, 0, false)
        void controls.elevate(moved.y, false)
      }
      return controls.update(seconds) || moved !== null
    },
    fitSphere: (centre, radius, smooth) => {
      land()
      void controls.moveTo(...centre.toArray(), smooth)
      void controls.dollyTo(distanceFor(radius), smooth)
      invalidate()
    },
    lookFrom: (direction, centre, radius, smooth) => {
      land()
      const position = direction.clone().setLength(distanceFor(radius)).add(centre)
      controls.normalizeRotations()
      void controls.setLookAt(...position.toArray(), ...centre.toArray(), smooth)
      invalidate()
    },
    turnTo: (azimuth, polar) => {
      land()
      const turns = Math.round((controls.azimuthAngle - azimuth) / (2 * Math.PI))
      void controls.rotateTo(azimuth + 2 * Math.PI * turns, polar, true)
      invalidate()
    },
    setPivot: (point) => {
      void controls.setTarget(...point.toArray(), true)
      invalidate()
    },
    setFlying,
    setInput: (enabled) => {
      input = enabled
      allow()
    },
    lookThrough: (photo) => {
      flight.lookThrough(photo)
      invalidate()
    },
    dispose: () => {
      keys.dispose()
      controls.dispose()
    },
  }
}
