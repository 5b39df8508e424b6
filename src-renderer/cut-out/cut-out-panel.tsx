import { PaintBrushIcon } from '@phosphor-icons/react/dist/csr/PaintBrush'
import { ScissorsIcon } from '@phosphor-icons/react/dist/csr/Scissors'
import { WarningIcon } from '@phosphor-icons/react/dist/csr/Warning'
import { cutOutSummarySchema } from '../../src-shared/cut-out-summary.ts'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { madeIn } from '../state/made-in.ts'
import { useProjectJson } from '../state/use-project-json.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import classes from './cut-out-panel.module.css'
import { editCutOut } from './editor-store.ts'
import { methodWords } from './method-words.ts'

/** The object as it was cut out of its photo, what is poor about the photo, and the way to correct it by hand. */
export function CutOutPanel({ project }: { readonly project: ProjectState }) {
  const { summary, stages, photos, corrections } = project
  const projectId = summary.id
  const photoId = photos.find(({ used }) => used)?.id
  const cut = madeIn(stages, 'background')
  const addressOf = (kind: 'cutOut' | 'cutOutSummary') => `${formatFileAddress({ kind, projectId })}?revision=${cut}`
  const known = useProjectJson(cutOutSummarySchema, cut === null ? null : addressOf('cutOutSummary'))
  const edit = photoId !== undefined && (
    <Button kind={known ? 'plain' : 'primary'} onClick={() => editCutOut({ projectId, photoId })}>
      <PaintBrushIcon size={15} />
      Correct by hand…
    </Button>
  )
  if (!known) {
    return (
      <EmptyState icon={<ScissorsIcon size={28} />} title="Not cut out yet" action={edit}>
        A run finds the object of the photo by itself. Where it is wrong, paint over what belongs to it.
      </EmptyState>
    )
  }
  const strokes = corrections?.photoId === photoId ? (corrections?.strokes.length ?? 0) : 0
  return (
    <div className={classes.panel}>
      <div className={classes.picture}>
        <img src={addressOf('cutOut')} alt="The object without its background" />
      </div>
      <div className={classes.words}>
        <h3>The object</h3>
        <p>{methodWords(known.method)}</p>
        {strokes > 0 && (
          <p>{strokes === 1 ? 'One stroke of yours corrects it.' : `${strokes} strokes of yours correct it.`}</p>
        )}
        {known.advice.length > 0 && (
          <ul className={classes.advice} aria-label="Advice on the photo">
            {known.advice.map((text) => (
              <li key={text}>
                <WarningIcon size={14} weight="fill" />
                {text}
              </li>
            ))}
          </ul>
        )}
        <div className={classes.actions}>{edit}</div>
      </div>
    </div>
  )
}
