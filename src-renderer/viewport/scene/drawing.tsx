import { useFrame, useThree } from '@react-three/fiber'
import { useEffect, useMemo, useRef } from 'react'
import { useRuntime, useStats } from '../viewport-runtime.ts'
import { createGpuPace } from './gpu-pace.ts'
import { createQuality, nextShare, SHARPEN_MS } from './quality.ts'

/** The first frame after a rest is taken for this long: the time before it was no motion. */
const FRAME_SECONDS = 1 / 60
/** A pause between two frames longer than this was a rest, even on the slowest machine. */
const REST_SECONDS = 1
/** A picture that takes longer makes waiting for the order of the splats worth it. */
const SLOW_MS = 100
const AGAIN_MS = 50
/** If sorting should ever fail the view goes on. */
const LONGEST_SORT_MS = 5000
/** The viewport's foot is told at most so often. */
const TELL_MS = 250

/**
 * Moves the camera and draws, when something has changed: one picture at a time, and coarser while the view moves where
 * the machine is slow.
 */
export function Drawing() {
  const gl = useThree((state) => state.gl)
  const size = useThree((state) => state.size)
  const invalidate = useThree((state) => state.invalidate)
  const pace = useMemo(
    () => createGpuPace(gl.getContext() as WebGL2RenderingContext, () => invalidate()),
    [gl, invalidate],
  )
  useEffect(() => () => pace.dispose(), [pace])
  const state = useRef({
    quality: createQuality(),
    share: 1,
    drawn: 0,
    told: 0,
    frames: 0,
    moving: false,
    moved: false,
  })
  // A new size of the canvas is drawn at full resolution.
  useEffect(() => {
    if (size.width > 0) state.current.share = 1
  }, [size])
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(rest.current), [])
  const wake = (afterMs: number) => {
    clearTimeout(rest.current)
    rest.current = setTimeout(invalidate, afterMs)
  }

  // First, so that all that follows the camera in a frame finds it where it will be drawn.
  useFrame((_, sinceLast) => {
    const { rig } = useRuntime.getState()
    const seconds = sinceLast > REST_SECONDS ? FRAME_SECONDS : sinceLast
    state.current.moving = rig?.update(seconds, performance.now()) ?? false
    if (state.current.moving) invalidate()
  }, -1)
  // Last, and with a priority above zero, which makes the drawing ours.
  useFrame(({ scene, camera }) => {
    if (useRuntime.getState().capturing) return
    const { moving } = state.current
    const now = performance.now()
    if (!pace.mayDraw()) return
    if (awaitsSorting(pace.lastMs(), now - state.current.drawn)) {
      wake(AGAIN_MS)
      return
    }
    state.current.drawn = now
    const drawing = state.current
    const share = nextShare(drawing.quality, drawing.share, pace.lastMs(), moving, now)
    if (share !== drawing.share) {
      drawing.share = share
      gl.setPixelRatio(share * window.devicePixelRatio)
    }
    gl.render(scene, camera)
    pace.drawn(performance.now())
    if (share < 1) wake(SHARPEN_MS + 20)
    tell(drawing, moving, now)
  }, 1)
  return null
}

/**
 * On a slow machine the next picture waits until the splats are sorted for it. Their order is read back, which stops the
 * page until everything handed over before has been drawn.
 */
function awaitsSorting(tookMs: number | null, sinceMs: number): boolean {
  return (
    tookMs !== null && tookMs > SLOW_MS && sinceMs < LONGEST_SORT_MS && useRuntime.getState().spark?.sorting === true
  )
}

function tell(drawing: { share: number; told: number; frames: number; moved: boolean }, moving: boolean, now: number) {
  const began = moving && !drawing.moved
  drawing.moved = moving
  drawing.frames++
  const since = now - drawing.told
  if (moving && !began && since < TELL_MS) return
  // The time before the first picture of a motion was rest.
  const fps = moving && !began ? Math.max(Math.round((1000 * drawing.frames) / since), 1) : null
  drawing.told = now
  drawing.frames = 0
  const told = useStats.getState()
  if (told.fps !== fps || told.resolution !== drawing.share) useStats.setState({ fps, resolution: drawing.share })
}
