import { useEffect } from 'react'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { goTo, parseRoute } from '../state/route.ts'
import { useStudio } from '../state/studio-store.ts'
import { type Toast, toast } from '../ui/toast.tsx'
import { runEndings } from './run-endings.ts'

/** Says when a run has ended of a project that is not in view. */
export function useRunEndings(): void {
  useEffect(
    () =>
      useStudio.subscribe(({ studio }, { studio: before }) => {
        if (!studio || !before) return
        const route = parseRoute(location.hash)
        for (const project of runEndings(before.projects, studio.projects)) {
          if (route.page === 'library' || route.projectId !== project.id) toast(endingOf(project))
        }
      }),
    [],
  )
}

function endingOf({ id, name, state, error }: ProjectSummary): Toast {
  const action = { label: `Open ${name}`, run: () => goTo({ page: 'project', projectId: id }) }
  if (state === 'completed') {
    return { kind: 'good', title: `${name} is ready.`, hint: 'Look at it from all sides, then export it.', action }
  }
  return { kind: 'error', title: `${name}: ${error?.message ?? 'the run failed.'}`, hint: error?.hint, action }
}
