import { ArrowLeftIcon } from '@phosphor-icons/react/dist/csr/ArrowLeft'
import { ArrowRightIcon } from '@phosphor-icons/react/dist/csr/ArrowRight'
import type { DepthSummary } from '../../src-shared/depth-summary.ts'
import { IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { HeatLegend } from './heat-legend.tsx'
import classes from './view-dialog.module.css'

interface ViewDialogProps {
  readonly index: number
  readonly origin: 'observed' | 'guessed' | null
  readonly depth: DepthSummary[number] | null
  /** Addresses of the view and of its depth in colours. */
  readonly view: string
  readonly heatmap: string | null
  readonly onStep: (by: number) => void
  readonly onClose: () => void
}

/** One view beside its depth, large; the arrow keys go through them. */
export function ViewDialog({ index, origin, depth, view, heatmap, onStep, onClose }: ViewDialogProps) {
  return (
    <Dialog
      open
      size="large"
      onOpenChange={onClose}
      title={`View at ${22.5 * index}°`}
      description={origin ? ORIGIN_WORDS[origin] : undefined}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the dialog's own keys, wherever in it the focus is. */}
      <div
        className={classes.row}
        onKeyDown={({ key }) => {
          if (key === 'ArrowLeft') onStep(-1)
          if (key === 'ArrowRight') onStep(1)
        }}
      >
        <IconButton label="Previous view" shortcut="arrowleft" onClick={() => onStep(-1)}>
          <ArrowLeftIcon size={17} />
        </IconButton>
        <img className={classes.picture} src={view} alt={`View at ${22.5 * index}°`} />
        {heatmap && <img className={classes.depth} src={heatmap} alt={`Its depth in colours`} />}
        <IconButton label="Next view" shortcut="arrowright" autoFocus onClick={() => onStep(1)}>
          <ArrowRightIcon size={17} />
        </IconButton>
      </div>
      {depth && <HeatLegend depth={depth} />}
    </Dialog>
  )
}

const ORIGIN_WORDS = {
  observed: 'Most of what it shows is seen in the photo.',
  guessed: 'Most of what it shows is not in the photo, and guessed.',
} as const
