import { useEffect } from 'react'
import type { CommandName, StudioCommand } from '../../src-shared/studio-api/commands.ts'
import { runCommand } from '../commands/command-registry.ts'
import { isPhotoName } from '../intake/photo-names.ts'
import { takeInHandles } from '../intake/take-in.ts'
import { goTo, parseRoute } from '../state/route.ts'
import { studioClient } from '../state/studio-store.ts'
import { toast } from '../ui/toast.tsx'

/** What the app's menu entries are called here. */
const COMMAND_IDS: Readonly<Record<Exclude<CommandName, 'add-photos'>, string>> = {
  'new-project': 'project.new',
  'open-sample': 'project.sample',
  'open-library': 'studio.library',
  export: 'project.export',
  undo: 'edit.undo',
  redo: 'edit.redo',
  'command-palette': 'studio.palette',
  settings: 'studio.settings',
  shortcuts: 'studio.shortcuts',
}

/** Does what the desktop app's menus ask for. */
export function useMenuCommands(): void {
  useEffect(() => studioClient().onCommand(obey), [])
}

function obey(command: StudioCommand): void {
  if (command.name === 'open-project') goTo({ page: 'project', projectId: command.projectId })
  else if (command.name === 'add-photos') addPhotos(command.handles, command.label)
  else if (!runCommand(COMMAND_IDS[command.name])) {
    toast({ kind: 'info', title: 'That is not possible here.', hint: 'Open a project with a finished model first.' })
  }
}

function addPhotos(handles: readonly string[], label: string): void {
  const route = parseRoute(location.hash)
  const folder = isPhotoName(label) ? null : label
  void takeInHandles(handles, folder, route.page === 'project' ? route.projectId : null)
}
