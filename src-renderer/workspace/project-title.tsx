import { useMemo, useState } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { useCommands } from '../commands/command-registry.ts'
import { studioClient } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'
import classes from './project-title.module.css'

/** The project's name; a click renames it where it stands. */
export function ProjectTitle({ project }: { readonly project: ProjectState }) {
  const { id, name } = project.summary
  const [typed, setTyped] = useState<string | null>(null)
  useCommands(
    useMemo(
      () => [
        {
          id: 'project.rename',
          title: 'Rename the project',
          group: 'Project',
          shortcut: 'f2',
          run: () => setTyped(name),
        },
      ],
      [name],
    ),
  )
  const commit = () => {
    const wanted = typed?.trim() ?? ''
    setTyped(null)
    if (wanted !== '' && wanted !== name)
      studioClient().api.renameProject({ projectId: id, name: wanted }).catch(toastError)
  }
  if (typed === null) {
    return (
      <h1 className={classes.title}>
        <button type="button" className={classes.name} title="Rename (F2)" onClick={() => setTyped(name)}>
          {name}
        </button>
      </h1>
    )
  }
  return (
    <input
      className={classes.input}
      aria-label="Project name"
      value={typed}
      maxLength={100}
      spellCheck={false}
      ref={focusOnce}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        if (event.key === 'Escape') setTyped(null)
      }}
    />
  )
}

/** A stable function, so that React calls it when the field appears and not at every key. */
function focusOnce(input: HTMLInputElement | null): void {
  input?.focus()
  input?.select()
}
