import classes from './edit-overlay.module.css'
import { type EditTool, useEdits } from './edit-store.ts'
import { Spinner } from './spinner.tsx'

const HINTS: Readonly<Record<EditTool, string | null>> = {
  none: null,
  rectangle: 'Drag a rectangle · Shift adds · Alt takes away · hold Space to look around',
  lasso: 'Draw around splats · Shift adds · Alt takes away · hold Space to look around',
  brush: 'Paint over splats · [ ] or Alt-wheel: size · Shift adds · Alt takes away · hold Space to look around',
  crop: 'Drag the faces, or the arrows in the middle · Enter applies · Esc cancels',
  transform: 'Drag a handle to move the model · Esc ends',
}

/** A line about the tool in hand, or what is being worked out. */
export function ToolHint() {
  const busy = useEdits((state) => state.busy)
  const loading = useEdits((state) => state.status === 'loading')
  const hint = useEdits((state) => HINTS[state.tool])
  const text = busy ? `${busy} …` : loading ? 'Loading the splats for editing …' : hint
  if (!text) return null
  return (
    <p className={classes.hint} role="status">
      {(busy || loading) && <Spinner />}
      {text}
    </p>
  )
}
