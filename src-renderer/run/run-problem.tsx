import { WarningIcon } from '@phosphor-icons/react/dist/csr/Warning'
import { WarningOctagonIcon } from '@phosphor-icons/react/dist/csr/WarningOctagon'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { editCutOut } from '../cut-out/editor-store.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { problemDetails } from './problem-details.ts'
import { resumeRun, startAfresh } from './run-actions.ts'
import { useRunDraft } from './run-draft.ts'
import classes from './run-problem.module.css'
import { runAbilities } from './run-state.ts'

/** A run that did not end well: what happened, and the ways on. Nothing otherwise. */
export function RunProblem({ project }: { readonly project: ProjectState }) {
  const { state, error } = project.summary
  const [options] = useRunDraft(project)
  const can = runAbilities(state, project.photos.filter(({ used }) => used).length)
  if (state === 'interrupted') {
    return (
      <div className={classes.card} data-tone="warn" role="status">
        <WarningIcon size={17} weight="fill" className={classes.icon} />
        <div className={classes.words}>
          <h3>The run was interrupted</h3>
          <p>The studio was closed while it ran. Finished stages are kept: Resume goes on after them.</p>
          <div className={classes.actions}>
            <Button kind="primary" disabled={!can.resume} onClick={() => resumeRun(project)}>
              Resume
            </Button>
          </div>
        </div>
      </div>
    )
  }
  if (state !== 'failed' || !error) return null
  // Of one photo, what stopped while its object was looked for can be helped by hand.
  const used = project.photos.filter((photo) => photo.used)
  const isCutOut = project.stages.some((status) => status.stage === 'background' && status.state === 'running')
  const unseen = used.length === 1 && isCutOut && error.code === 'validation_failed' ? used[0] : null
  return (
    <div className={classes.card} data-tone="bad" role="alert">
      <WarningOctagonIcon size={17} weight="fill" className={classes.icon} />
      <div className={classes.words}>
        <h3 className="selectable">{error.message}</h3>
        <p className="selectable">{error.hint}</p>
        <div className={classes.actions}>
          <Button kind="primary" disabled={!can.resume} onClick={() => resumeRun(project)}>
            Resume
          </Button>
          <Button disabled={!can.start} onClick={() => void startAfresh(project, options)}>
            Start all over
          </Button>
          {unseen && (
            <Button onClick={() => editCutOut({ projectId: project.summary.id, photoId: unseen.id })}>
              Paint over the object…
            </Button>
          )}
          <CopyButton kind="quiet" text={problemDetails(project)}>
            Copy details
          </CopyButton>
        </div>
      </div>
    </div>
  )
}
