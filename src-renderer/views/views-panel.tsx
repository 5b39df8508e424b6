import { GridNineIcon } from '@phosphor-icons/react/dist/csr/GridNine'
import { useState } from 'react'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { madeIn } from '../state/made-in.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { useViewsSummary } from './use-views-summary.ts'
import classes from './views-panel.module.css'

const SHOWN = [
  { value: 'view', label: 'Views' },
  { value: 'heatmap', label: 'Depth' },
] as const
type Shown = (typeof SHOWN)[number]['value']

/** The sixteen views of the object in one photo and their depth, each marked as seen or guessed. */
export function ViewsPanel({ project }: { readonly project: ProjectState }) {
  const { summary, stages } = project
  const projectId = summary.id
  const [shown, setShown] = useState<Shown>('view')
  const viewed = madeIn(stages, 'views')
  const measured = madeIn(stages, 'depth')
  const views = useViewsSummary(projectId, viewed)
  if (!views) {
    return (
      <EmptyState icon={<GridNineIcon size={28} />} title="No views yet">
        A model made of one photo is shown here from sixteen sides, with what the photo shows and what is guessed.
      </EmptyState>
    )
  }
  const kind = measured === null ? 'view' : shown
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <Segmented
          label="Shown"
          value={kind}
          options={measured === null ? SHOWN.slice(0, 1) : SHOWN}
          onValue={setShown}
        />
        <p>{kind === 'view' ? 'Every 22.5° around the object, from 30° above.' : 'Near is bright, far is dark.'}</p>
      </div>
      <ol className={classes.grid}>
        {views.views.map(({ camera, origin }, index) => (
          <li key={camera.file} className={classes.view}>
            <img
              src={`${formatFileAddress({ kind, projectId, index })}?revision=${kind === 'view' ? viewed : measured}`}
              alt={`${kind === 'view' ? 'View' : 'Depth of the view'} at ${22.5 * index} degrees`}
              loading="lazy"
            />
            <span>{22.5 * index}°</span>
            {origin && (
              <span className={origin === 'observed' ? classes.observed : classes.guessed}>{WORDS[origin]}</span>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

const WORDS = { observed: 'Seen', guessed: 'Guessed' } as const
