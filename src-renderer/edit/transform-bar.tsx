import { isUnmoved } from '../../src-shared/edit-state.ts'
import { NO_TRANSFORM } from '../../src-shared/edits.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { applyTransform } from './edit-actions.ts'
import classes from './edit-overlay.module.css'
import { type Box, useEdits } from './edit-store.ts'
import { setTool } from './tool-actions.ts'
import { centreOnOrigin, standOnFloor } from './transform-actions.ts'

const MODES = [
  { value: 'translate', label: 'Move' },
  { value: 'rotate', label: 'Turn' },
  { value: 'scale', label: 'Scale' },
] as const

/** What the model's handles do, and the usual moves at a click. */
export function TransformBar({ fit }: { readonly fit: Box }) {
  const gizmo = useEdits((state) => state.gizmo)
  const unmoved = useEdits((state) => isUnmoved(state.transform))
  return (
    <div className={classes.bar} role="toolbar" aria-label="Move the model">
      <Segmented
        label="What the handles do"
        value={gizmo}
        options={MODES}
        onValue={(value) => useEdits.setState({ gizmo: value })}
      />
      <Tooltip text="Its lowest splats come to lie on the grid" side="top">
        <Button kind="quiet" onClick={() => void standOnFloor()}>
          Set on the floor
        </Button>
      </Tooltip>
      <Tooltip text="Its middle comes to lie over the grid’s" side="top">
        <Button kind="quiet" onClick={() => void centreOnOrigin(fit)}>
          Centre
        </Button>
      </Tooltip>
      <Button kind="quiet" disabled={unmoved} onClick={() => void applyTransform(NO_TRANSFORM)}>
        Reset
      </Button>
      <span className={classes.separator} aria-hidden="true" />
      <Button onClick={() => setTool('none')}>Done</Button>
    </div>
  )
}
