import { CameraSlashIcon } from '@phosphor-icons/react/dist/csr/CameraSlash'
import { EyeIcon } from '@phosphor-icons/react/dist/csr/Eye'
import { EyeSlashIcon } from '@phosphor-icons/react/dist/csr/EyeSlash'
import { WarningIcon } from '@phosphor-icons/react/dist/csr/Warning'
import { memo, useEffect, useRef } from 'react'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { PhotoEntry } from '../../src-shared/studio-api/project.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { useViewport } from '../viewport/viewport-store.ts'
import classes from './photo-card.module.css'
import { gradePsnr, type Placement, PSNR_WORDS, WEAKNESS_WORDS } from './photo-verdict.ts'

export interface PhotoCardProps {
  readonly projectId: string
  readonly photo: PhotoEntry
  readonly placement: Placement
  /** Of all photos, dB. */
  readonly medianPsnr: number | null
  readonly isSelected: boolean
  /** The one the arrow keys start from. */
  readonly isCurrent: boolean
  readonly onClick: (photo: PhotoEntry, event: React.MouseEvent) => void
  readonly onOpen: (photo: PhotoEntry) => void
  readonly onToggleUsed: (photo: PhotoEntry) => void
}

/** One photo: its picture, and what is to be said of it. */
export const PhotoCard = memo(function PhotoCard(props: PhotoCardProps) {
  const { projectId, photo, placement, isSelected, isCurrent, onClick, onOpen, onToggleUsed } = props
  const { id, file, used } = photo
  const isHovered = useViewport(({ hovered }) => hovered === file)
  const card = useRef<HTMLDivElement>(null)
  const isLookedThrough = useViewport(({ lookThrough }) => lookThrough === file)
  useEffect(() => {
    if (isLookedThrough) card.current?.scrollIntoView({ block: 'nearest' })
  }, [isLookedThrough])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys of all its options.
    <div
      ref={card}
      role="option"
      id={`photo-${id}`}
      data-photo={id}
      className={classes.card}
      aria-selected={isSelected}
      aria-label={`${file}${used ? '' : ', switched off'}${placement === 'unplaced' ? ', not placed' : ''}`}
      tabIndex={isCurrent ? 0 : -1}
      data-used={used}
      data-hovered={isHovered}
      data-through={isLookedThrough}
      onClick={(event) => onClick(photo, event)}
      onDoubleClick={() => onOpen(photo)}
      onPointerEnter={() => useViewport.setState({ hovered: file })}
      onPointerLeave={() => useViewport.setState({ hovered: null })}
      onFocus={() => useViewport.setState({ hovered: file })}
      onBlur={() => useViewport.setState({ hovered: null })}
    >
      <div className={classes.picture}>
        <img
          src={formatFileAddress({ kind: 'thumbnail', projectId, photoId: id })}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
        />
        <Badges {...props} />
        <button
          type="button"
          className={classes.eye}
          tabIndex={-1}
          title={used ? 'Leave it out of the next run' : 'Use it in the next run'}
          aria-label={used ? `Switch ${file} off` : `Switch ${file} on`}
          onClick={(event) => {
            event.stopPropagation()
            onToggleUsed(photo)
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          {used ? <EyeIcon size={14} /> : <EyeSlashIcon size={14} />}
        </button>
      </div>
      <span className={classes.name}>{file}</span>
    </div>
  )
})

function Badges({ photo, placement, medianPsnr }: PhotoCardProps) {
  const { weaknesses, psnr } = photo
  const grade = psnr !== null && medianPsnr !== null ? gradePsnr(psnr, medianPsnr) : null
  return (
    <>
      <span className={classes.badges}>
        {weaknesses.map((weakness) => (
          <Tooltip key={weakness} text={WEAKNESS_WORDS[weakness].text} side="right">
            <span className={classes.badge} data-tone="warn">
              <WarningIcon size={11} weight="fill" />
              {WEAKNESS_WORDS[weakness].name}
            </span>
          </Tooltip>
        ))}
        {placement === 'unplaced' && (
          <Tooltip
            side="right"
            text="No camera was found for it, or it was added since the last run. Take more photos between it and its neighbours, overlapping by two thirds."
          >
            <span className={classes.badge} data-tone="bad">
              <CameraSlashIcon size={11} weight="fill" />
              Not placed
            </span>
          </Tooltip>
        )}
      </span>
      {grade && psnr !== null && (
        <Tooltip text={`PSNR ${psnr.toFixed(2)} dB. ${PSNR_WORDS[grade]}`} side="right">
          <span className={classes.psnr} data-grade={grade}>
            {psnr.toFixed(1)} dB
          </span>
        </Tooltip>
      )}
    </>
  )
}
