import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Stroke } from '../../src-shared/strokes.ts'
import { paintCanvas } from './paint-canvas.ts'
import classes from './stroke-canvas.module.css'
import { dab, drawnOn } from './stroke-history.ts'
import type { MattePreview } from './use-matte-preview.ts'

interface StrokeCanvasProps {
  readonly shown: MattePreview
  readonly view: 'object' | 'photo'
  readonly strokes: readonly Stroke[]
  readonly kind: Stroke['kind']
  /** Share of the photo's longer side. */
  readonly radius: number
  /** A stroke has been painted. */
  readonly onStroke: (stroke: Stroke) => void
}

/** So many radii an arrow key moves the brush. */
const KEY_STEP = 0.7
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The photo to paint on: with the pointer, or with the arrow keys while Space is held. */
export function StrokeCanvas({ shown, view, strokes, kind, radius, onStroke }: StrokeCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [stroke, setStroke] = useState<Stroke | null>(null)
  const [brush, setBrush] = useState<{ readonly x: number; readonly y: number } | null>(null)
  const aspect = shown.photo.width / shown.photo.height
  // It comes when the dialog has been open for a while.
  useEffect(() => canvas.current?.focus(), [])
  useEffect(() => {
    if (!canvas.current) return
    const all = stroke ? [...strokes, stroke] : strokes
    paintCanvas(canvas.current, { shown, view, strokes: all, brush: brush && { ...brush, kind, radius } })
  }, [shown, view, strokes, stroke, brush, kind, radius])

  const end = () => {
    if (stroke) onStroke(stroke)
    setStroke(null)
  }
  const onPointer = (event: PointerEvent<HTMLCanvasElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height]
    setBrush({ x, y })
    if (event.type === 'pointerdown' && event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId)
      setStroke(dab(kind, x, y, radius))
    } else if (stroke && event.currentTarget.hasPointerCapture(event.pointerId)) {
      setStroke(drawnOn(stroke, x, y, aspect))
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = brush ?? { x: 0.5, y: 0.5 }
    const arrow = ARROWS[event.key]
    if (arrow) {
      const step = KEY_STEP * radius
      const [wide, high] = aspect >= 1 ? [1, 1 / aspect] : [aspect, 1]
      const x = Math.min(Math.max(at.x + (arrow[0] * step) / wide, 0), 1)
      const y = Math.min(Math.max(at.y + (arrow[1] * step) / high, 0), 1)
      setBrush({ x, y })
      if (stroke) setStroke(drawnOn(stroke, x, y, aspect))
    } else if (event.key === ' ') {
      if (!event.repeat) setStroke(dab(kind, at.x, at.y, radius))
      setBrush(at)
    } else return
    event.preventDefault()
  }
  return (
    <canvas
      ref={canvas}
      className={classes.canvas}
      tabIndex={0}
      aria-label="Photo to paint on. Arrow keys move the brush, Space held down paints."
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onPointerUp={end}
      onPointerCancel={() => setStroke(null)}
      onPointerLeave={() => setBrush(null)}
      onKeyDown={onKeyDown}
      onKeyUp={({ key }) => key === ' ' && end()}
      onBlur={end}
    />
  )
}
