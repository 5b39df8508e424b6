import { useEffect } from 'react'
import { create } from 'zustand'

/** Something a person can do, from a menu, the palette or a key. */
export interface Command {
  /** Unique, e.g. `edit.undo`. */
  readonly id: string
  readonly title: string
  /** Heading in the palette and on the shortcut sheet. */
  readonly group: 'Studio' | 'Project' | 'Run' | 'View' | 'Camera' | 'Select' | 'Edit' | 'Export'
  /** e.g. `mod+shift+z`, `f`, `?`; several with a space between. */
  readonly shortcut?: string
  /** False: greyed out, and its key does nothing. */
  readonly enabled?: boolean
  /** True: on the shortcut sheet only, e.g. a key that is held down. */
  readonly sheetOnly?: boolean
  readonly run: () => void
}

interface Registry {
  readonly commands: ReadonlyMap<string, Command>
}

/** The commands there are at this moment. */
export const useCommandRegistry = create<Registry>(() => ({ commands: new Map() }))

/** Offers commands while the component is there. Give a list made with `useMemo`. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    useCommandRegistry.setState(({ commands: known }) => ({
      commands: new Map([...known, ...commands.map((command) => [command.id, command] as const)]),
    }))
    return () =>
      useCommandRegistry.setState(({ commands: known }) => {
        const left = new Map(known)
        for (const command of commands) if (left.get(command.id) === command) left.delete(command.id)
        return { commands: left }
      })
  }, [commands])
}

/** Runs a command by name; false where it is not there or not enabled. */
export function runCommand(id: string): boolean {
  const command = useCommandRegistry.getState().commands.get(id)
  if (!command || command.enabled === false) return false
  command.run()
  return true
}
