import { setDrawCost } from './draw-cost.ts'

/** How often the graphics processor is asked whether it has finished, ms. */
const ASK_MS = 4

export interface GpuPace {
  /** False while the last picture is still being drawn. A frame that is turned away is asked for again by itself. */
  mayDraw(): boolean
  /** Call after a picture has been handed over. */
  drawn(now: number): void
  /** What the last picture took from hand-over to the end, ms; null before the first. */
  lastMs(): number | null
  dispose(): void
}

/**
 * Never lets a picture wait for another in the graphics processor. Where that is slow, or is the processor itself,
 * queued pictures would make the view lag behind the hand by seconds, and the next call that needs an answer would
 * stop the whole page until all of them were drawn.
 */
export function createGpuPace(gl: WebGL2RenderingContext, invalidate: () => void): GpuPace {
  let pending: WebGLSync | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let turnedAway = false
  let began = 0
  let took: number | null = null
  const ask = () => {
    if (!pending) return
    if (gl.clientWaitSync(pending, 0, 0) === gl.TIMEOUT_EXPIRED) {
      timer = setTimeout(ask, ASK_MS)
      return
    }
    took = performance.now() - began
    setDrawCost(took)
    gl.deleteSync(pending)
    pending = null
    if (!turnedAway) return
    turnedAway = false
    invalidate()
  }
  return {
    mayDraw: () => {
      if (pending) turnedAway = true
      return pending === null
    },
    drawn: (now) => {
      began = now
      pending = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
      gl.flush()
      if (pending) timer = setTimeout(ask, ASK_MS)
    },
    lastMs: () => took,
    dispose: () => {
      clearTimeout(timer)
      if (pending) gl.deleteSync(pending)
      pending = null
    },
  }
}
