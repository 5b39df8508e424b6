import { ArrowsOutIcon } from '@phosphor-icons/react/dist/csr/ArrowsOut'
import { GridNineIcon } from '@phosphor-icons/react/dist/csr/GridNine'
import { useState } from 'react'
import { depthSummarySchema } from '../../src-shared/depth-summary.ts'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { viewsSummarySchema } from '../../src-shared/views-summary.ts'
import { madeIn } from '../state/made-in.ts'
import { useProjectJson } from '../state/use-project-json.ts'
import { IconButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { stepWithArrows } from '../ui/step-with-arrows.ts'
import { HeatLegend } from './heat-legend.tsx'
import { ViewDialog } from './view-dialog.tsx'
import classes from './views-panel.module.css'

const SHOWN = [
  { value: 'view', label: 'Views' },
  { value: 'heatmap', label: 'Depth' },
] as const
type Shown = (typeof SHOWN)[number]['value']

/** The sixteen views of the object and their depth, each marked as seen or guessed. */
export function ViewsPanel({ project }: { readonly project: ProjectState }) {
  const { summary, stages } = project
  const projectId = summary.id
  const [shown, setShown] = useState<Shown>('view')
  const [chosen, setChosen] = useState(0)
  const [isLarge, setLarge] = useState(false)
  const viewed = madeIn(stages, 'views')
  const measured = madeIn(stages, 'depth')
  const at = (kind: 'views' | 'depths', revision: number | null) =>
    revision === null ? null : `${formatFileAddress({ kind, projectId })}?revision=${revision}`
  const views = useProjectJson(viewsSummarySchema, at('views', viewed))
  const depths = useProjectJson(depthSummarySchema, at('depths', measured))
  if (!views) {
    return (
      <EmptyState icon={<GridNineIcon size={28} />} title="No views yet">
        A model made of one photo is shown here from sixteen sides, with what the photo shows and what is guessed.
      </EmptyState>
    )
  }
  const kind = measured === null ? 'view' : shown
  const addressOf = (wanted: Shown, index: number) =>
    `${formatFileAddress({ kind: wanted, projectId, index })}?revision=${wanted === 'view' ? viewed : measured}`
  const depth = depths?.[chosen]
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <Segmented
          label="Shown"
          value={kind}
          options={measured === null ? SHOWN.slice(0, 1) : SHOWN}
          onValue={setShown}
        />
        {kind === 'heatmap' && depth ? (
          <HeatLegend depth={depth} />
        ) : (
          <p>{SOURCE_WORDS[views.source]} One every 22.5° around the object, from 30° above.</p>
        )}
        <IconButton label={`Show the view at ${22.5 * chosen}° large`} onClick={() => setLarge(true)}>
          <ArrowsOutIcon size={15} />
        </IconButton>
      </div>
      <ol className={classes.grid} aria-label="The sixteen views" onKeyDown={stepWithArrows}>
        {views.views.map(({ camera, origin }, index) => (
          <li key={camera.file}>
            <button
              type="button"
              className={classes.view}
              aria-pressed={index === chosen}
              aria-label={`${kind === 'view' ? 'View' : 'Depth of the view'} at ${22.5 * index}°${origin ? `, ${WORDS[origin].toLowerCase()}` : ''}`}
              onClick={() => setChosen(index)}
              onFocus={() => setChosen(index)}
              onDoubleClick={() => setLarge(true)}
            >
              <img src={addressOf(kind, index)} alt="" />
              <span>{22.5 * index}°</span>
              {origin && kind === 'view' && (
                <span className={origin === 'observed' ? classes.observed : classes.guessed}>{WORDS[origin]}</span>
              )}
            </button>
          </li>
        ))}
      </ol>
      {isLarge && (
        <ViewDialog
          index={chosen}
          origin={views.views[chosen]?.origin ?? null}
          depth={depth ?? null}
          view={addressOf('view', chosen)}
          heatmap={measured === null ? null : addressOf('heatmap', chosen)}
          onStep={(by) => setChosen((chosen + by + views.views.length) % views.views.length)}
          onClose={() => setLarge(false)}
        />
      )}
    </div>
  )
}

const WORDS = { observed: 'Seen', guessed: 'Guessed' } as const
const SOURCE_WORDS = {
  'built-in': 'Drawn from the silhouette, inflated and painted with the photo.',
  'shape-model': 'Drawn from the shape that a model has made of the photo.',
  'views-model': 'Made by a model from the photo.',
  given: 'As they were given.',
} as const
