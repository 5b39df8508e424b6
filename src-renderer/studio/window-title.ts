import { useEffect } from 'react'
import { useRoute } from '../state/route.ts'
import { isComputing, runProgress, runStateWord } from '../state/run-progress.ts'
import { useStudio } from '../state/studio-store.ts'

const APP = 'Glimpse3D Studio'

export interface TitleParts {
  /** The project that is open. */
  readonly open: string | null
  /** The project that runs, and how far it is, in words. */
  readonly running: { readonly name: string; readonly state: string } | null
}

/** For the task bar and the tab: how far the run is, then what is open. */
export function formatTitle({ open, running }: TitleParts): string {
  const run = running && (running.name === open ? running.state : `${running.state} ${running.name}`)
  return [run, open, APP].filter(Boolean).join(' · ')
}

/** Keeps the window's title true. */
export function useWindowTitle(): void {
  const route = useRoute()
  const openId = route.page === 'project' ? route.projectId : null
  const title = useStudio(({ studio, projects }) => {
    const listed = studio?.projects ?? []
    const running = listed.find(({ state }) => isComputing(state))
    const percent = running && Math.round(100 * runProgress(projects.get(running.id)?.stages ?? []))
    return formatTitle({
      open: listed.find(({ id }) => id === openId)?.name ?? null,
      running: running
        ? {
            name: running.name,
            state: running.state === 'running' ? `${percent} %` : runStateWord(running.state),
          }
        : null,
    })
  })
  useEffect(() => {
    document.title = title
  }, [title])
}
