import { useMemo } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { useStudio } from '../state/studio-store.ts'
import type { RunOptions } from './run-draft.ts'
import { calibrate, estimateStages, type StageSeconds, type Workload } from './run-estimate.ts'

/** What each stage of the project would take with those options, by what its last run took where there was one. */
export function useEstimate(
  project: ProjectState,
  { preset, steps, pictures = 'auto' }: Pick<Workload, 'preset' | 'steps'> & Pick<Partial<RunOptions>, 'pictures'>,
): StageSeconds {
  const chosen = useStudio(({ studio }) => studio?.settings.threads ?? null)
  const threads = chosen ?? navigator.hardwareConcurrency ?? 2
  const { options, stages } = project
  const used = project.photos.filter((photo) => photo.used).length
  // Sixteen views take what one photo takes once it is cut out.
  const ofViews = pictures === 'views' || (pictures === 'auto' && stages.some(({ stage }) => stage === 'views'))
  const photos = ofViews ? 1 : used
  return useMemo(() => {
    const last = estimateStages({ preset: options.preset, steps: options.steps, photos, threads })
    return calibrate(estimateStages({ preset, steps, photos, threads }), stages, last)
  }, [preset, steps, photos, threads, options, stages])
}
