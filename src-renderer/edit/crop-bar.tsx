import { useEffect, useState } from 'react'
import type { Volume } from '../../src-shared/edits.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { editWorker } from './edit-actions.ts'
import classes from './edit-overlay.module.css'
import { useEdits } from './edit-store.ts'
import { finishCrop, resetCropDraft, selectInDraft, setCropKind, setTool } from './tool-actions.ts'

const KINDS = [
  { value: 'box', label: 'Box' },
  { value: 'sphere', label: 'Sphere' },
] as const

/** How many splats the volume would keep: counted off the page's thread, once it has rested a little. */
function useCountInside(volume: Volume): number | null {
  const [count, setCount] = useState<number | null>(null)
  useEffect(() => {
    let stale = false
    const timer = setTimeout(async () => {
      const inside = await editWorker()?.countInside(volume)
      if (!stale && inside !== undefined) setCount(inside)
    }, 120)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [volume])
  return count
}

/** The volume that is being set up: what it keeps, and whether it counts. */
export function CropBar({ draft }: { readonly draft: Volume }) {
  const inside = useCountInside(draft)
  const total = useEdits(({ cloud, deleted }) => (cloud?.count ?? 0) - deleted)
  return (
    <div className={classes.bar} role="toolbar" aria-label="Crop">
      <Segmented label="Form of the crop" value={draft.kind} options={KINDS} onValue={setCropKind} />
      <span className={classes.count}>
        {inside === null ? '…' : `Keeps ${inside.toLocaleString('en')} of ${total.toLocaleString('en')}`}
      </span>
      <Button kind="quiet" onClick={resetCropDraft}>
        Reset
      </Button>
      <Tooltip text="Select what lies inside, without cropping" side="top">
        <Button kind="quiet" onClick={() => void selectInDraft()}>
          Select inside
        </Button>
      </Tooltip>
      <span className={classes.separator} aria-hidden="true" />
      <Tooltip text="Leave everything as it was" shortcut="escape" side="top">
        <Button onClick={() => setTool('none')}>Cancel</Button>
      </Tooltip>
      <Tooltip text="Hide all that lies outside; it can be undone" shortcut="enter" side="top">
        <Button kind="primary" disabled={inside === 0} onClick={() => void finishCrop()}>
          Apply
        </Button>
      </Tooltip>
    </div>
  )
}
