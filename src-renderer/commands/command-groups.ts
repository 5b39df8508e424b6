import type { Command } from './command-registry.ts'

/** In the order of the work. */
const GROUPS: readonly Command['group'][] = ['Project', 'Run', 'View', 'Camera', 'Select', 'Edit', 'Export', 'Studio']

export interface CommandGroup {
  readonly group: Command['group']
  readonly commands: readonly Command[]
}

/** Commands under their headings; headings without any are left out. */
export function groupCommands(commands: Iterable<Command>): CommandGroup[] {
  const all = [...commands]
  return GROUPS.map((group) => ({ group, commands: all.filter((command) => command.group === group) })).filter(
    (entry) => entry.commands.length > 0,
  )
}
