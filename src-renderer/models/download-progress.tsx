import { PauseIcon } from '@phosphor-icons/react/dist/csr/Pause'
import { PlayIcon } from '@phosphor-icons/react/dist/csr/Play'
import { XIcon } from '@phosphor-icons/react/dist/csr/X'
import type { ModelDownload } from '../../src-shared/studio-api/model-calls.ts'
import { formatBytes, formatSeconds } from '../state/format.ts'
import { IconButton } from '../ui/button.tsx'
import { Progress } from '../ui/progress.tsx'
import { cancel, pause, resume } from './model-actions.ts'
import classes from './models-dialog.module.css'

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

/** "12 of 176 MB, 2.1 MB/s, 1 min 18 s left". */
export function progressLine({ state, done, total, bytesPerSecond }: ModelDownload): string {
  if (state === 'checking') return 'Checking what has arrived…'
  const bytes = total > 0 ? `${formatBytes(done)} of ${formatBytes(total)}` : 'Asking the server…'
  if (state === 'paused') return `Paused at ${bytes}`
  if (!bytesPerSecond) return bytes
  return `${bytes}, ${formatBytes(bytesPerSecond)}/s, ${formatSeconds((total - done) / bytesPerSecond)} left`
}
