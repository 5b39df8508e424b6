import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import type { StudioHost } from '../host/studio-host.ts'

/** As many as a menu shows without becoming a list to search. */
const SHOWN = 10

/** Calls `show` with the projects worked on last, newest first: now, and whenever that changes. */
export function watchRecentProjects(host: StudioHost, show: (recent: readonly ProjectSummary[]) => void): void {
  let shown = ''
  const update = async () => {
    const { projects } = await host.handlers.studioState({})
    const recent = projects.toSorted((a, b) => b.updated.localeCompare(a.updated)).slice(0, SHOWN)
    // A run changes its summary many times a second; the menu is made anew only when its words change.
    const words = JSON.stringify(recent.map(({ id, name }) => [id, name]))
    if (words === shown) return
    shown = words
    show(recent)
  }
  host.onEvent(({ type }) => {
    if (type === 'summary' || type === 'removed') void update()
  })
  void update()
}

/** The handlers as the page calls them, with every project that is opened named to the system's own list of recent documents. */
export function noteOpenedProjects(
  { handlers, library }: Pick<StudioHost, 'handlers' | 'library'>,
  note: (folder: string) => void,
): StudioHandlers {
  return {
    ...handlers,
    openProject: async (input) => {
      const project = await handlers.openProject(input)
      note(library.get(input.projectId).folder)
      return project
    },
  }
}
