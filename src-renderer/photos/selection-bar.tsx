import { EyeIcon } from '@phosphor-icons/react/dist/csr/Eye'
import { EyeSlashIcon } from '@phosphor-icons/react/dist/csr/EyeSlash'
import { MagnifyingGlassPlusIcon } from '@phosphor-icons/react/dist/csr/MagnifyingGlassPlus'
import { TrashIcon } from '@phosphor-icons/react/dist/csr/Trash'
import { XIcon } from '@phosphor-icons/react/dist/csr/X'
import type { PhotoEntry } from '../../src-shared/studio-api/project.ts'
import { IconButton } from '../ui/button.tsx'
import classes from './selection-bar.module.css'

interface SelectionBarProps {
  readonly selected: readonly PhotoEntry[]
  readonly onPreview: () => void
  readonly onSetUsed: (used: boolean) => void
  readonly onRemove: () => void
  readonly onClear: () => void
}

/** What can be done with the photos that are selected. */
export function SelectionBar({ selected, onPreview, onSetUsed, onRemove, onClear }: SelectionBarProps) {
  const allOff = selected.every(({ used }) => !used)
  const what = selected.length === 1 ? selected[0].file : `${selected.length} photos`
  return (
    <div className={classes.bar} role="toolbar" aria-label="Selected photos">
      <span className={classes.what}>{what}</span>
      <IconButton label="Show large" shortcut="space" side="top" onClick={onPreview}>
        <MagnifyingGlassPlusIcon size={15} />
      </IconButton>
      <IconButton
        label={allOff ? 'Use in the next run' : 'Leave out of the next run'}
        side="top"
        onClick={() => onSetUsed(allOff)}
      >
        {allOff ? <EyeIcon size={15} /> : <EyeSlashIcon size={15} />}
      </IconButton>
      <IconButton label="Remove from the project" shortcut="delete" side="top" onClick={onRemove}>
        <TrashIcon size={15} />
      </IconButton>
      <IconButton label="Clear the selection" shortcut="escape" side="top" onClick={onClear}>
        <XIcon size={14} />
      </IconButton>
    </div>
  )
}
