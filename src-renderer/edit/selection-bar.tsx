import { ArrowsInIcon } from '@phosphor-icons/react/dist/csr/ArrowsIn'
import { ArrowsOutIcon } from '@phosphor-icons/react/dist/csr/ArrowsOut'
import { EyeSlashIcon } from '@phosphor-icons/react/dist/csr/EyeSlash'
import { SelectionInverseIcon } from '@phosphor-icons/react/dist/csr/SelectionInverse'
import { TrashIcon } from '@phosphor-icons/react/dist/csr/Trash'
import { XIcon } from '@phosphor-icons/react/dist/csr/X'
import { Button, IconButton } from '../ui/button.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { deleteSelected, hideSplats, keepSelected, select } from './edit-actions.ts'
import classes from './edit-overlay.module.css'
import { useEdits } from './edit-store.ts'
import { formatSplats } from './operation-label.ts'

/** What can be done with the selected splats. */
export function SelectionBar() {
  const selected = useEdits((state) => state.selected)
  return (
    <div className={classes.bar} role="toolbar" aria-label="Selected splats">
      <span className={classes.count}>
        <i className={classes.swatch} aria-hidden="true" />
        {formatSplats(selected)} selected
      </span>
      <IconButton label="Grow" shortcut="]" side="top" onClick={() => void select({ by: 'grow' })}>
        <ArrowsOutIcon size={15} />
      </IconButton>
      <IconButton label="Shrink" shortcut="[" side="top" onClick={() => void select({ by: 'shrink' })}>
        <ArrowsInIcon size={15} />
      </IconButton>
      <IconButton label="Invert" shortcut="mod+i" side="top" onClick={() => void select({ by: 'invert' })}>
        <SelectionInverseIcon size={15} />
      </IconButton>
      <IconButton label="Hide" shortcut="shift+h" side="top" onClick={() => void hideSplats('selected')}>
        <EyeSlashIcon size={15} />
      </IconButton>
      <span className={classes.separator} aria-hidden="true" />
      <Tooltip text="Delete all that is not selected" shortcut="k" side="top">
        <Button onClick={() => void keepSelected()}>Keep only these</Button>
      </Tooltip>
      <Tooltip text="Delete what is selected" shortcut="delete" side="top">
        <Button kind="danger" onClick={() => void deleteSelected()}>
          <TrashIcon size={15} />
          Delete
        </Button>
      </Tooltip>
      <IconButton label="Deselect" shortcut="escape" side="top" onClick={() => void select({ by: 'none' })}>
        <XIcon size={15} />
      </IconButton>
    </div>
  )
}
