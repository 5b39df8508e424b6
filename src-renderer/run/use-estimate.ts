import { useMemo } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { useStudio } from '../state/studio-store.ts'
import { calibrate, estimateStages, type StageSeconds, type Workload } from './run-estimate.ts'

/** What each stage of the project would take with those options, by what its last run took where there was one. */
export function useEstimate(
  project: ProjectState,
  { preset, steps }: Pick<Workload, 'preset' | 'steps'>,
): StageSeconds {
  const chosen = useStudio(({ studio }) => studio?.settings.threads ?? null)
  const threads = chosen ?? navigator.hardwareConcurrency ?? 2
  const { options, stages } = project
  const photos = project.photos.filter(({ used }) => used).length
  return useMemo(() => {
    const last = estimateStages({ preset: options.preset, steps: options.steps, photos, threads })
    return calibrate(estimateStages({ preset, steps, photos, threads }), stages, last)
  }, [preset, steps, photos, threads, options, stages])
}
