import { DotsThreeIcon } from '@phosphor-icons/react/dist/csr/DotsThree'
import { WarningIcon } from '@phosphor-icons/react/dist/csr/Warning'
import type { ModelEntry } from '../../src-shared/models.ts'
import type { ModelDownload } from '../../src-shared/studio-api/model-calls.ts'
import { formatBytes } from '../state/format.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { DownloadProgress } from './download-progress.tsx'
import { addFiles, cancel, choose, download, remove, resume, verify } from './model-actions.ts'
import classes from './models-dialog.module.css'

export interface ModelRowProps {
  readonly model: ModelEntry
  /** Of this model; undefined where there is none. */
  readonly download: ModelDownload | undefined
}

/** A model: what it is, whether it does its step, and what can be done with it. */
export function ModelRow({ model, download }: ModelRowProps) {
  const { id, slot, title, about, licence, bytes, state, inUse } = model
  return (
    <div className={`${classes.row} ${inUse ? classes.inUse : ''}`}>
      <input
        type="radio"
        id={`model-${id}`}
        name={`model-${slot}`}
        checked={inUse}
        disabled={state !== 'installed'}
        title={state === 'installed' ? undefined : 'Install it first'}
        onChange={() => void choose(slot, id)}
      />
      <label htmlFor={`model-${id}`} className={classes.words}>
        <strong>{title}</strong>
        <span className={classes.facts}>
          {bytes === null ? licence.name : `${formatBytes(bytes)}, ${licence.name}`}
        </span>
        <span className={classes.about}>{about}</span>
        {state === 'damaged' && (
          <span className={classes.damaged}>
            <WarningIcon size={13} weight="fill" /> Its files have changed or are missing. Install it again.
          </span>
        )}
      </label>
      <div className={classes.actions}>
        {download ? <DownloadProgress download={download} title={title} /> : <Offer model={model} />}
      </div>
    </div>
  )
}

function Offer({ model }: { readonly model: ModelEntry }) {
  const { id, title, state, downloadable, partBytes } = model
  if (state === 'installed') {
    return (
      <Menu
        trigger={
          <IconButton label={`More for ${title}`}>
            <DotsThreeIcon size={18} weight="bold" />
          </IconButton>
        }
        items={[
          { label: 'Verify', onSelect: () => void verify(model) },
          { label: 'Add own file run like it…', onSelect: () => void addFiles(model) },
          { label: 'Remove…', danger: true, separated: true, onSelect: () => void remove(model) },
        ]}
      />
    )
  }
  if (!downloadable) return <Button onClick={() => void addFiles(model)}>Add file…</Button>
  if (partBytes === 0) return <Button onClick={() => void download(model)}>Install…</Button>
  return (
    <>
      <span className={classes.part}>{formatBytes(partBytes)} are here</span>
      <Button kind="quiet" onClick={() => void cancel(id)}>
        Discard
      </Button>
      <Button onClick={() => void resume(id)}>Go on</Button>
    </>
  )
}
