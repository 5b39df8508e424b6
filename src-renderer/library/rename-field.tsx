import { projectNameSchema } from '../../src-shared/studio-api/project.ts'
import { TextInput } from '../ui/inputs.tsx'

const MAX_NAME = projectNameSchema.maxLength ?? undefined

export interface RenameFieldProps {
  readonly name: string
  /** With the new name, or null when the person changed their mind. */
  readonly onDone: (name: string | null) => void
}

/** A name, edited where it stands: Enter or leaving it keeps, Escape puts back. */
export function RenameField({ name, onDone }: RenameFieldProps) {
  return (
    <TextInput
      aria-label="Project name"
      defaultValue={name}
      maxLength={MAX_NAME}
      ref={(field: HTMLInputElement | null) => field?.select()}
      onBlur={({ target }) => onDone(target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        else if (event.key === 'Escape') onDone(null)
        event.stopPropagation()
      }}
    />
  )
}
