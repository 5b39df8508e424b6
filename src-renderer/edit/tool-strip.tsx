import { ArrowsOutCardinalIcon } from '@phosphor-icons/react/dist/csr/ArrowsOutCardinal'
import { ArrowUUpLeftIcon } from '@phosphor-icons/react/dist/csr/ArrowUUpLeft'
import { ArrowUUpRightIcon } from '@phosphor-icons/react/dist/csr/ArrowUUpRight'
import { BroomIcon } from '@phosphor-icons/react/dist/csr/Broom'
import { CropIcon } from '@phosphor-icons/react/dist/csr/Crop'
import { CursorIcon } from '@phosphor-icons/react/dist/csr/Cursor'
import { LassoIcon } from '@phosphor-icons/react/dist/csr/Lasso'
import { PaintBrushIcon } from '@phosphor-icons/react/dist/csr/PaintBrush'
import { SelectionIcon } from '@phosphor-icons/react/dist/csr/Selection'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { moveEdits } from './edit-actions.ts'
import { useEdits } from './edit-store.ts'
import { operationLabel } from './operation-label.ts'
import { setTool, showFloaters } from './tool-actions.ts'
import { ToolButton } from './tool-button.tsx'
import classes from './tool-strip.module.css'
import { FIRST_STRENGTH } from './use-edit-commands.ts'
import { whyNotEditable } from './why-not.ts'

const TOOLS = [
  { tool: 'rectangle', label: 'Select with a rectangle', shortcut: 'm', Icon: SelectionIcon },
  { tool: 'lasso', label: 'Select with a lasso', shortcut: 'l', Icon: LassoIcon },
  { tool: 'brush', label: 'Select with a brush', shortcut: 'b', Icon: PaintBrushIcon },
  { tool: 'crop', label: 'Crop to a box or a sphere', shortcut: 'x', Icon: CropIcon },
  { tool: 'transform', label: 'Move, turn or scale', shortcut: 't', Icon: ArrowsOutCardinalIcon },
] as const

/** The tools, one under the other, at the left edge of the viewport. */
export function ToolStrip({ project }: { readonly project: ProjectState }) {
  const { status, tool, floaters, operations, cursor } = useEdits()
  const whyNot = whyNotEditable(project, status)
  const [undone, redone] = [operations[cursor - 1], operations[cursor]]
  return (
    <div className={classes.strip} role="toolbar" aria-label="Tools" aria-orientation="vertical">
      <ToolButton label="Look around" pressed={tool === 'none' && !floaters} onClick={() => setTool('none')}>
        <CursorIcon size={17} />
      </ToolButton>
      {TOOLS.map(({ tool: name, label, shortcut, Icon }) => (
        <ToolButton
          key={name}
          label={label}
          shortcut={shortcut}
          pressed={tool === name}
          whyNot={whyNot}
          onClick={() => setTool(name)}
        >
          <Icon size={17} />
        </ToolButton>
      ))}
      <ToolButton
        label="Find floaters"
        shortcut="shift+c"
        pressed={floaters !== null}
        whyNot={whyNot}
        onClick={() => showFloaters(floaters ? null : FIRST_STRENGTH)}
      >
        <BroomIcon size={17} />
      </ToolButton>
      <span className={classes.separator} aria-hidden="true" />
      <ToolButton
        label={undone ? `Undo: ${operationLabel(undone)}` : 'Undo'}
        shortcut="mod+z"
        whyNot={whyNot ?? (undone ? null : 'there is nothing to undo')}
        onClick={() => void moveEdits({ by: -1 })}
      >
        <ArrowUUpLeftIcon size={17} />
      </ToolButton>
      <ToolButton
        label={redone ? `Redo: ${operationLabel(redone)}` : 'Redo'}
        shortcut="mod+shift+z"
        whyNot={whyNot ?? (redone ? null : 'there is nothing to redo')}
        onClick={() => void moveEdits({ by: 1 })}
      >
        <ArrowUUpRightIcon size={17} />
      </ToolButton>
    </div>
  )
}
