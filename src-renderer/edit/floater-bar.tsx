import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Slider } from '../ui/slider.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import classes from './edit-overlay.module.css'
import type { FloaterPreview } from './edit-store.ts'
import { deleteFloaters, selectFloaters, showFloaters } from './tool-actions.ts'

/** What has been found, in red in the view, before anything is deleted. */
export function FloaterBar({ found }: { readonly found: FloaterPreview }) {
  // Where the thumb is; what has been found may be of where it was a moment ago.
  const [strength, setStrength] = useState(found.strength)
  const onStrength = (next: number) => {
    setStrength(next)
    showFloaters(next)
  }
  return (
    <div className={classes.bar} role="toolbar" aria-label="Floaters">
      <span className={classes.count}>
        <i className={`${classes.swatch} ${classes.red}`} aria-hidden="true" />
        {found.count === 1 ? '1 floater' : `${found.count.toLocaleString('en')} floaters`}
      </span>
      <span className={classes.slider}>
        <span>gentle</span>
        <Slider label="Strength" value={strength} min={0} max={1} step={0.05} onValue={onStrength} />
        <span>strong</span>
      </span>
      <Button kind="quiet" disabled={found.count === 0} onClick={() => void selectFloaters()}>
        Select
      </Button>
      <span className={classes.separator} aria-hidden="true" />
      <Tooltip text="Leave everything as it was" shortcut="escape" side="top">
        <Button onClick={() => showFloaters(null)}>Cancel</Button>
      </Tooltip>
      <Button kind="danger" disabled={found.count === 0} onClick={() => void deleteFloaters()}>
        Delete
      </Button>
    </div>
  )
}
