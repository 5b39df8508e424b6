import { type Command, useCommands } from '../commands/command-registry.ts'
import { newProject } from '../library/new-project.ts'
import { openSample } from '../library/sample.ts'
import { goTo } from '../state/route.ts'
import { openOverlay } from './overlay.ts'
import { nextTheme } from './set-theme.ts'

const COMMANDS: readonly Command[] = [
  {
    id: 'studio.palette',
    title: 'Commands',
    group: 'Studio',
    shortcut: 'mod+k',
    run: () => openOverlay('palette'),
  },
  {
    id: 'studio.shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Studio',
    shortcut: '?',
    run: () => openOverlay('shortcuts'),
  },
  { id: 'studio.models', title: 'Models: install, choose, remove', group: 'Studio', run: () => openOverlay('models') },
  { id: 'studio.cloud', title: 'Cloud: sign in, sync, fetch', group: 'Studio', run: () => openOverlay('cloud') },
  { id: 'studio.settings', title: 'Settings', group: 'Studio', shortcut: 'mod+,', run: () => openOverlay('settings') },
  {
    id: 'studio.library',
    title: 'All projects',
    group: 'Studio',
    shortcut: 'mod+l',
    run: () => goTo({ page: 'library' }),
  },
  { id: 'studio.theme', title: 'Next theme: as the system, dark, light', group: 'Studio', run: nextTheme },
  { id: 'project.new', title: 'New empty project', group: 'Studio', run: newProject },
  { id: 'project.sample', title: 'Try the sample', group: 'Studio', run: () => void openSample() },
]

/** What can be done on every page. */
export function useStudioCommands(): void {
  useCommands(COMMANDS)
}
