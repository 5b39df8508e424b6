import { type PointerEvent, useEffect, useState, type WheelEvent } from 'react'
import { useViewportHandle } from '../viewport/viewport-handle.ts'
import classes from './edit-overlay.module.css'
import { useEdits } from './edit-store.ts'
import { resizeBrush } from './tool-actions.ts'
import { modeOf, type ScreenTool, useScreenTool } from './use-screen-tool.ts'

/** Over the canvas while a drawing tool is in hand: takes the first button, hands all else on to the view. */
export function ScreenToolLayer({ tool }: { readonly tool: ScreenTool }) {
  const { points, handlers } = useScreenTool(tool)
  const radius = useEdits((state) => state.brushRadius)
  const [pointer, setPointer] = useState<{ x: number; y: number; mode: string } | null>(null)
  const looking = useSpaceHeld()
  const onMove = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    setPointer({ x: event.clientX - left, y: event.clientY - top, mode: modeOf(event) })
    handlers.onPointerMove(event)
  }
  const onDown = (event: PointerEvent) => {
    if (event.button === 0) handlers.onPointerDown(event)
    else handOn(new globalThis.PointerEvent(event.type, event.nativeEvent))
  }
  const onWheel = (event: WheelEvent) => {
    if (event.altKey && tool === 'brush') resizeBrush(event.deltaY > 0 ? -1 : 1)
    else handOn(new globalThis.WheelEvent(event.type, event.nativeEvent))
  }
  const shape = points.length < 4 ? '' : outlineOf(tool, points)
  return (
    <div
      role="application"
      aria-label="Drawing over the view to select splats"
      className={classes.drawing}
      data-looking={looking}
      data-tool={tool}
      {...handlers}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerLeave={() => setPointer(null)}
      onWheel={onWheel}
      onContextMenu={(event) => event.preventDefault()}
    >
      <svg className={classes.shapes} aria-hidden="true">
        {tool !== 'brush' && shape && <path className={classes.shape} d={shape} />}
        {tool === 'brush' && pointer && !looking && (
          <circle className={classes.brush} data-mode={pointer.mode} cx={pointer.x} cy={pointer.y} r={radius} />
        )}
      </svg>
    </div>
  )
}

function outlineOf(tool: ScreenTool, points: readonly number[]): string {
  if (tool === 'rectangle') {
    const [x, y, right, bottom] = points
    return `M${x} ${y}H${right}V${bottom}H${x}Z`
  }
  return `M${points.join(' ')}Z`
}

/** The view turns, pans and zooms as it does without a tool. */
function handOn(event: Event): void {
  useViewportHandle.getState().canvas?.dispatchEvent(event)
}

/** While Space is held the tool steps aside, so that the first button turns the view. */
function useSpaceHeld(): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== ' ' || event.target instanceof HTMLInputElement) return
      event.preventDefault()
      setHeld(event.type === 'keydown')
    }
    const letGo = () => setHeld(false)
    window.addEventListener('keydown', onKey)
    window.addEventListener('keyup', onKey)
    window.addEventListener('blur', letGo)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('keyup', onKey)
      window.removeEventListener('blur', letGo)
    }
  }, [])
  return held
}
