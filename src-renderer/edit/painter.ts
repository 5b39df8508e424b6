import type { Paint } from './edit-requests.ts'

/** A brush stroke on its way to whoever works out what it touches. */
export interface Painter {
  begin(how: NonNullable<Paint['begin']>, place: readonly number[], radius: number): void
  go(x: number, y: number): void
  end(): void
}

/**
 * Sends a stroke in bits, one at a time: what is drawn while one is worked out goes with the next, so that a slow
 * answer makes the bits longer, not the wait. `done` is called once all of a stroke has been sent, before the next begins.
 */
export function createPainter(
  send: (bit: Paint) => Promise<void>,
  done: () => void,
  failed: (error: unknown) => void,
): Painter {
  interface Stroke {
    begin: Paint['begin']
    points: number[]
    readonly radius: number
    ended: boolean
  }
  const strokes: Stroke[] = []
  let sending = false
  const pump = async () => {
    if (sending) return
    sending = true
    while (strokes.length > 0) {
      const [stroke] = strokes
      // One point is left behind: the next bit goes on from it.
      if (stroke.begin || stroke.points.length > 2) {
        const { begin, points, radius } = stroke
        stroke.begin = null
        stroke.points = points.slice(-2)
        await send({ begin, points, radius }).catch(failed)
      } else if (stroke.ended) {
        strokes.shift()
        done()
      } else break
    }
    sending = false
  }
  return {
    begin: (begin, place, radius) => {
      strokes.push({ begin, points: [...place], radius, ended: false })
      void pump()
    },
    go: (x, y) => {
      strokes.at(-1)?.points.push(x, y)
      void pump()
    },
    end: () => {
      const stroke = strokes.at(-1)
      if (stroke) stroke.ended = true
      void pump()
    },
  }
}
