import { type PointerEvent, useRef, useState } from 'react'
import { toastError } from '../ui/toast.tsx'
import { useViewportHandle } from '../viewport/viewport-handle.ts'
import { editWorker, perform, select } from './edit-actions.ts'
import type { SelectMode } from './edit-requests.ts'
import { useEdits } from './edit-store.ts'
import { createPainter } from './painter.ts'
import type { ScreenView } from './project-centres.ts'
import { screenView } from './screen-view.ts'

export type ScreenTool = 'rectangle' | 'lasso' | 'brush'

/** Pixels between two points of a lasso or a stroke: finer ones cost time and change nothing. */
const STEP = 3

/** What the pointer does to the selection, by the keys held. */
export function modeOf({ shiftKey, altKey, ctrlKey, metaKey }: PointerEvent): SelectMode {
  if (altKey || ctrlKey || metaKey) return 'subtract'
  return shiftKey ? 'add' : 'replace'
}

/** How the splats are seen now; null before the viewport has drawn. */
function presentView(): ScreenView | null {
  const { camera, canvas } = useViewportHandle.getState()
  if (!camera || !canvas) return null
  const { width, height } = canvas.getBoundingClientRect()
  return screenView(camera, useEdits.getState().transform, width, height)
}

/** The pointer's part in a tool that draws on the screen. Points are in CSS pixels of the viewport. */
export function useScreenTool(tool: ScreenTool) {
  const [points, setPoints] = useState<readonly number[]>([])
  const drawing = useRef<{ mode: SelectMode; view: ScreenView } | null>(null)
  const [painter] = useState(() =>
    createPainter(
      async (bit) => {
        const view = await editWorker()?.paint(bit)
        if (view) useEdits.setState(view)
      },
      () => void perform('Selecting', (worker) => worker.endPaint()),
      toastError,
    ),
  )
  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent) => {
    const { left, top } = currentTarget.getBoundingClientRect()
    return [clientX - left, clientY - top]
  }
  const onPointerDown = (event: PointerEvent) => {
    const view = presentView()
    if (event.button !== 0 || !view || useEdits.getState().status !== 'ready') return
    event.currentTarget.setPointerCapture(event.pointerId)
    const mode = modeOf(event)
    const place = placeOf(event)
    drawing.current = { mode, view }
    setPoints(place)
    const { brushRadius, onlyFront } = useEdits.getState()
    if (tool === 'brush') painter.begin({ view, front: onlyFront, mode }, place, brushRadius)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!drawing.current) return
    const [x, y] = placeOf(event)
    if (Math.hypot(x - points[points.length - 2], y - points[points.length - 1]) < STEP) return
    if (tool === 'rectangle') setPoints([points[0], points[1], x, y])
    else setPoints([...points, x, y])
    if (tool === 'brush') painter.go(x, y)
  }
  const onPointerUp = () => {
    const drawn = drawing.current
    drawing.current = null
    setPoints([])
    if (!drawn) return
    if (tool === 'brush') return painter.end()
    // A click without a drag: nothing was drawn, so nothing lies within it.
    const shape = { kind: tool, points: points.length < 4 ? [] : points }
    void select({ by: 'screen', shape, view: drawn.view, front: useEdits.getState().onlyFront }, drawn.mode)
  }
  return { points, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp } }
}
