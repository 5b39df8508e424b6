import { SparkleIcon } from '@phosphor-icons/react/dist/csr/Sparkle'
import type { Refinement } from '../../src-shared/refinement.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { useStored } from '../state/use-stored.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { IterationCharts } from './iteration-charts.tsx'
import { PairsView } from './pairs-view.tsx'
import classes from './refinement-panel.module.css'
import { refinementKey, useRefinement } from './use-refinement.ts'
import { VersionTable } from './version-table.tsx'

const SHOWN = [
  { value: 'figures', label: 'Figures' },
  { value: 'pairs', label: 'Pictures' },
] as const

/** How the model of one photo was refined: figures and versions, or what each iteration saw. */
export function RefinementPanel({ project }: { readonly project: ProjectState }) {
  const refinement = useRefinement(project)
  const [shown, setShown] = useStored<(typeof SHOWN)[number]['value']>('iterations.shown', 'figures')
  if (!refinement) {
    return (
      <EmptyState icon={<SparkleIcon size={28} />} title="No iterations yet">
        After training the splats are refined view by view: rendered, enhanced, checked and corrected. Each iteration is
        a version of the model, with its figures and pictures here.
      </EmptyState>
    )
  }
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <Segmented label="Shown" value={shown} options={SHOWN} onValue={setShown} />
        <p>{summaryOf(refinement)}</p>
      </div>
      {shown === 'figures' ? (
        <div className={classes.figures}>
          <VersionTable project={project} refinement={refinement} />
          <IterationCharts iterations={refinement.iterations} />
        </div>
      ) : (
        <PairsView projectId={project.summary.id} refinement={refinement} revision={refinementKey(project) ?? ''} />
      )}
    </div>
  )
}

function summaryOf({ best, iterations, enhancedBy, perceptualBy }: Refinement): string {
  const last = iterations.at(-1)
  const ending = last?.converged ? 'Stopped: the last gained less than 1 %.' : ''
  const by = `Enhanced by ${enhancedBy ?? 'the built-in transfer of detail from the photo'}${perceptualBy ? `, judged by ${perceptualBy}` : ''}.`
  const which = best === 0 ? 'None made it better: version 0 is the best.' : `Version ${best} is the best.`
  return [which, by, ending].filter(Boolean).join(' ')
}
