import { CaretLeftIcon } from '@phosphor-icons/react/dist/csr/CaretLeft'
import { CaretRightIcon } from '@phosphor-icons/react/dist/csr/CaretRight'
import { XIcon } from '@phosphor-icons/react/dist/csr/X'
import { IconButton } from '../../ui/button.tsx'
import { ComparisonSlider } from '../../ui/comparison-slider.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { setViewport } from '../viewport-store.ts'
import classes from './look-overlay.module.css'
import type { Look } from './use-look.ts'

export interface LookOverlayProps {
  readonly look: Look
  /** Share of the photo, from the left, that is shown. */
  readonly comparison: number
  readonly onStep: (by: number) => void
}

/** Around a photo that is looked through: the slider between photo and render, and the way to the next photo. */
export function LookOverlay({ look: { picture, frame, place, count }, comparison, onStep }: LookOverlayProps) {
  return (
    <>
      <div
        className={classes.frame}
        style={{ left: frame.left, top: frame.top, width: frame.width, height: frame.height }}
      >
        <span className={`${classes.side} ${classes.photo}`} data-hidden={comparison < 0.12}>
          Photo
        </span>
        <span className={`${classes.side} ${classes.render}`} data-hidden={comparison > 0.88}>
          Render
        </span>
        <ComparisonSlider
          label="Comparison of photo and render"
          first="Photo"
          value={comparison}
          onValue={(value) => setViewport({ comparison: value })}
        />
      </div>
      <div className={classes.bar} role="toolbar" aria-label="Photo looked through">
        <IconButton label="Previous photo" shortcut="arrowleft" side="top" onClick={() => onStep(-1)}>
          <CaretLeftIcon size={15} weight="bold" />
        </IconButton>
        <div className={classes.words}>
          <span className={classes.name}>{picture.label}</span>
          <span className={classes.facts}>
            {place + 1} of {count}
            {picture.psnr !== null && ` · ${picture.psnr.toFixed(1)} dB`}
          </span>
        </div>
        <IconButton label="Next photo" shortcut="arrowright" side="top" onClick={() => onStep(1)}>
          <CaretRightIcon size={15} weight="bold" />
        </IconButton>
        <span className={classes.hint}>
          Hold <Kbd keys="space" /> to blink
        </span>
        <IconButton
          label="Leave the photo"
          shortcut="escape"
          side="top"
          onClick={() => setViewport({ lookThrough: null })}
        >
          <XIcon size={15} weight="bold" />
        </IconButton>
      </div>
    </>
  )
}
