import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { CropBar } from './crop-bar.tsx'
import classes from './edit-overlay.module.css'
import { useEdits } from './edit-store.ts'
import { FloaterBar } from './floater-bar.tsx'
import { ScreenToolLayer } from './screen-tool-layer.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { ToolHint } from './tool-hint.tsx'
import { TransformBar } from './transform-bar.tsx'
import { useEditCommands } from './use-edit-commands.ts'
import { useEditing } from './use-editing.ts'

/** Over the canvas, in pixels: the lasso, the rectangle, the brush; and a bar for what is under way. */
export function EditOverlay({ project }: { readonly project: ProjectState }) {
  useEditing(project)
  useEditCommands()
  const { tool, floaters, cropDraft, selected, fit } = useEdits()
  const drawing = tool === 'rectangle' || tool === 'lasso' || tool === 'brush' ? tool : null
  return (
    <div className={classes.overlay}>
      {drawing && <ScreenToolLayer key={drawing} tool={drawing} />}
      <div className={classes.bars}>
        <ToolHint />
        {floaters ? (
          <FloaterBar found={floaters} />
        ) : cropDraft ? (
          <CropBar draft={cropDraft} />
        ) : tool === 'transform' && fit ? (
          <TransformBar fit={fit} />
        ) : selected > 0 ? (
          <SelectionBar />
        ) : null}
      </div>
    </div>
  )
}
