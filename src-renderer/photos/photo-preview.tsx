import { ArrowLeftIcon } from '@phosphor-icons/react/dist/csr/ArrowLeft'
import { ArrowRightIcon } from '@phosphor-icons/react/dist/csr/ArrowRight'
import { CrosshairIcon } from '@phosphor-icons/react/dist/csr/Crosshair'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { PhotoEntry } from '../../src-shared/studio-api/project.ts'
import { formatBytes } from '../state/format.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { setPhotosUsed } from './photo-actions.ts'
import classes from './photo-preview.module.css'
import { gradePsnr, medianPsnr, type PlacedPhotos, PSNR_WORDS, placementOf, WEAKNESS_WORDS } from './photo-verdict.ts'

interface PhotoPreviewProps {
  readonly projectId: string
  readonly photos: readonly PhotoEntry[]
  readonly placed: PlacedPhotos | null
  /** Id of the photo shown; null: closed. */
  readonly previewed: string | null
  readonly onPreview: (id: string | null) => void
  readonly onLookThrough: (photo: PhotoEntry) => void
}

/** One photo, large; the arrow keys go through them. */
export function PhotoPreview({ projectId, photos, placed, previewed, onPreview, onLookThrough }: PhotoPreviewProps) {
  const index = photos.findIndex(({ id }) => id === previewed)
  const photo = photos[index]
  if (!photo) return null
  const go = (by: number) => onPreview(photos[(index + by + photos.length) % photos.length].id)
  const isPlaced = placementOf(photo, placed) === 'placed'
  return (
    <Dialog
      open
      size="large"
      onOpenChange={() => onPreview(null)}
      title={photo.file}
      description={`${index + 1} of ${photos.length} · ${photo.width} × ${photo.height} · ${formatBytes(photo.bytes)}`}
      footer={
        <>
          <Button onClick={() => void setPhotosUsed(projectId, [photo], !photo.used)}>
            {photo.used ? 'Leave out of the next run' : 'Use in the next run'}
          </Button>
          <Button
            kind="primary"
            disabled={!isPlaced}
            title={isPlaced ? undefined : 'Its camera is not known'}
            onClick={() => onLookThrough(photo)}
          >
            <CrosshairIcon size={15} />
            Look through its camera
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the dialog's own keys, wherever in it the focus is. */}
      <div
        className={classes.preview}
        onKeyDown={({ key }) => {
          if (key === 'ArrowLeft') go(-1)
          if (key === 'ArrowRight') go(1)
        }}
      >
        <IconButton label="Previous photo" shortcut="arrowleft" onClick={() => go(-1)}>
          <ArrowLeftIcon size={17} />
        </IconButton>
        <img
          key={photo.id}
          className={classes.photo}
          src={formatFileAddress({ kind: 'photo', projectId, photoId: photo.id })}
          width={photo.width}
          height={photo.height}
          alt={photo.file}
          onError={({ currentTarget }) => {
            // HEIC and TIFF: most browsers show only the thumbnail, which is a JPEG.
            const thumbnail = formatFileAddress({ kind: 'thumbnail', projectId, photoId: photo.id })
            if (!currentTarget.src.endsWith(thumbnail)) currentTarget.src = thumbnail
          }}
        />
        <IconButton label="Next photo" shortcut="arrowright" autoFocus onClick={() => go(1)}>
          <ArrowRightIcon size={17} />
        </IconButton>
      </div>
      <ul className={classes.verdicts}>
        {verdictsOf(photo, medianPsnr(photos), placementOf(photo, placed)).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Dialog>
  )
}

function verdictsOf(photo: PhotoEntry, median: number | null, placement: ReturnType<typeof placementOf>): string[] {
  const { psnr, weaknesses, used } = photo
  return [
    ...(used ? [] : ['Switched off: runs leave it out.']),
    ...weaknesses.map((weakness) => `${WEAKNESS_WORDS[weakness].name}: ${WEAKNESS_WORDS[weakness].text}`),
    ...(placement === 'unplaced'
      ? ['Not placed: no camera was found for it, or it was added since the last run.']
      : []),
    ...(psnr !== null && median !== null ? [`PSNR ${psnr.toFixed(2)} dB. ${PSNR_WORDS[gradePsnr(psnr, median)]}`] : []),
  ]
}
