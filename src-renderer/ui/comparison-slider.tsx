import { CaretLeftIcon } from '@phosphor-icons/react/dist/csr/CaretLeft'
import { CaretRightIcon } from '@phosphor-icons/react/dist/csr/CaretRight'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import classes from './comparison-slider.module.css'

const STEP = 0.02
const LARGE_STEP = 0.1

interface ComparisonSliderProps {
  /** What is compared. */
  readonly label: string
  /** What is seen left of the line. */
  readonly first: string
  /** 0 to 1 of the parent's width, from the left. */
  readonly value: number
  readonly onValue: (value: number) => void
}

/** A line that is dragged across its parent: left of it one picture, right of it the other. */
export function ComparisonSlider({ label, first, value, onValue }: ComparisonSliderProps) {
  const track = useRef<HTMLDivElement>(null)
  const set = (wanted: number) => onValue(Math.min(Math.max(wanted, 0), 1))
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = track.current?.getBoundingClientRect()
    if (box) set((event.clientX - box.left) / box.width)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? LARGE_STEP : STEP
    if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') set(value - step)
    else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') set(value + step)
    else if (event.key === 'Home') set(0)
    else if (event.key === 'End') set(1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={track} className={classes.track}>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * value)}
        aria-valuetext={`${Math.round(100 * value)} % ${first.toLowerCase()}`}
        className={classes.handle}
        style={{ left: `${100 * value}%` }}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        onKeyDown={onKeyDown}
      >
        <span className={classes.grip}>
          <CaretLeftIcon size={10} weight="bold" />
          <CaretRightIcon size={10} weight="bold" />
        </span>
      </div>
    </div>
  )
}
