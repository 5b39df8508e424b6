import { useEffect, useRef } from 'react'
import { projectNameSchema } from '../../src-shared/studio-api/project.ts'
import { TextInput } from '../ui/inputs.tsx'

const MAX_NAME = projectNameSchema.maxLength ?? undefined

export interface RenameFieldProps {
  readonly name: string
  /** Once, with the new name, or null when the person changed their mind. */
  readonly onDone: (name: string | null) => void
}

/** A name, edited where it stands: Enter or leaving it keeps, Escape puts back. */
export function RenameField({ name, onDone }: RenameFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  // A field that is taken away while it has the focus is left once more.
  const isDone = useRef(false)
  useEffect(() => field.current?.select(), [])
  const finish = (wanted: string | null) => {
    if (isDone.current) return
    isDone.current = true
    onDone(wanted)
  }
  return (
    <TextInput
      ref={field}
      aria-label="Project name"
      defaultValue={name}
      maxLength={MAX_NAME}
      onBlur={({ target }) => finish(target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(event.currentTarget.value)
        else if (event.key === 'Escape') finish(null)
        event.stopPropagation()
      }}
    />
  )
}
