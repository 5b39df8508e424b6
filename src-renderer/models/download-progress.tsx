import { PauseIcon } from '@phosphor-icons/react/dist/csr/Pause'
import { PlayIcon } from '@phosphor-icons/react/dist/csr/Play'
import { XIcon } from '@phosphor-icons/react/dist/csr/X'
import type { ModelDownload } from '../../src-shared/studio-api/model-calls.ts'
import { IconButton } from '../ui/button.tsx'
import { Progress } from '../ui/progress.tsx'
import { cancel, pause, resume } from './model-actions.ts'
import classes from './models-dialog.module.css'
import { progressLine } from './progress-line.ts'

/** How a download goes; it can be stopped, gone on with, and given up. */
export function DownloadProgress({ download, title }: { readonly download: ModelDownload; readonly title: string }) {
  const { id, state, done, total, error } = download
  return (
    <div className={classes.download}>
      <div className={classes.bar}>
        <Progress
          label={`Download of ${title}`}
          value={total > 0 ? done / total : 0}
          kind={state === 'failed' ? 'bad' : 'plain'}
        />
        {state === 'running' && (
          <IconButton label="Pause" onClick={() => void pause(id)}>
            <PauseIcon size={14} weight="fill" />
          </IconButton>
        )}
        {(state === 'paused' || state === 'failed') && (
          <IconButton label={state === 'failed' ? 'Try again' : 'Go on'} onClick={() => void resume(id)}>
            <PlayIcon size={14} weight="fill" />
          </IconButton>
        )}
        {state !== 'checking' && (
          <IconButton label={`Give up the download of ${title}`} onClick={() => void cancel(id)}>
            <XIcon size={14} />
          </IconButton>
        )}
      </div>
      <p className={state === 'failed' ? classes.failed : classes.part} role={error ? 'alert' : undefined}>
        {error ? `${error.message} ${error.hint}` : progressLine(download)}
      </p>
    </div>
  )
}
