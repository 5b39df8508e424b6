import { PlusIcon } from '@phosphor-icons/react/dist/csr/Plus'
import { SortAscendingIcon } from '@phosphor-icons/react/dist/csr/SortAscending'
import { memo, useMemo, useState } from 'react'
import type { PhotoEntry, ProjectState, RunState } from '../../src-shared/studio-api/project.ts'
import { runCommand } from '../commands/command-registry.ts'
import { isComputing } from '../state/run-progress.ts'
import { useStored } from '../state/use-stored.ts'
import { IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'
import { setViewport, useViewport } from '../viewport/viewport-store.ts'
import { PanelHeader } from '../workspace/panel-header.tsx'
import { NoPhotos } from './no-photos.tsx'
import { removePhotos, setPhotosUsed } from './photo-actions.ts'
import { PhotoGrid } from './photo-grid.tsx'
import { PHOTO_ORDERS, type PhotoOrder, sortPhotos } from './photo-order.ts'
import { PhotoPreview } from './photo-preview.tsx'
import { NOTHING_SELECTED } from './photo-selection.ts'
import { placementOf } from './photo-verdict.ts'
import classes from './photos-panel.module.css'
import { SelectionBar } from './selection-bar.tsx'
import { usePlacedPhotos } from './use-placed-photos.ts'

const ORDERS: Readonly<Record<PhotoOrder, string>> = {
  name: 'By name',
  psnr: 'By PSNR, worst first',
  sharpness: 'By sharpness, blurriest first',
}

interface PhotosPanelProps {
  readonly projectId: string
  readonly photos: ProjectState['photos']
  readonly scene: ProjectState['scene']
  readonly runState: RunState
}

/**
 * The project's photos: which are used, which are weak, which were placed, how well each is explained. It is given no
 * more of the project than it shows, so that a run's figures do not draw five hundred photos anew.
 */
export const PhotosPanel = memo(function PhotosPanel(props: PhotosPanelProps) {
  const { projectId: id, photos: unsorted, scene, runState } = props
  const [order, setOrder] = useStored<PhotoOrder>('photos.order', 'name')
  const [selection, setSelection] = useState(NOTHING_SELECTED)
  const [previewed, setPreviewed] = useState<string | null>(null)
  const placed = usePlacedPhotos(id, scene)
  const photos = useMemo(() => sortPhotos(unsorted, order), [unsorted, order])
  const selected = photos.filter((photo) => selection.ids.has(photo.id))
  const isBusy = isComputing(runState)

  const lookThrough = (photo: PhotoEntry) => {
    if (placementOf(photo, placed) === 'placed') setViewport({ lookThrough: photo.file })
    else setPreviewed(photo.id)
  }
  const toggleUsed = (photo: PhotoEntry) => {
    const those = selection.ids.has(photo.id) ? selected : [photo]
    void setPhotosUsed(id, those, !photo.used)
  }
  const remove = (those: readonly PhotoEntry[]) => {
    if (isBusy)
      toast({
        kind: 'info',
        title: 'The run still needs its photos.',
        hint: 'Switch them off for the next run, or cancel this one first.',
      })
    else void removePhotos(id, those)
  }
  return (
    <div className={classes.panel}>
      <PanelHeader title="Photos" note={noteOf(photos)}>
        {photos.length > 1 && (
          <Menu
            trigger={
              <IconButton label={`Sorted ${ORDERS[order].toLowerCase()}`}>
                <SortAscendingIcon size={16} />
              </IconButton>
            }
            items={PHOTO_ORDERS.map((value) => ({
              label: ORDERS[value],
              checked: value === order,
              onSelect: () => setOrder(value),
            }))}
          />
        )}
        <IconButton label="Add photos" shortcut="mod+o" onClick={() => runCommand('project.add-photos')}>
          <PlusIcon size={15} />
        </IconButton>
      </PanelHeader>
      <div className={classes.scroll}>
        {photos.length === 0 ? (
          <NoPhotos />
        ) : (
          <PhotoGrid
            projectId={id}
            photos={photos}
            placed={placed}
            selection={selection}
            onSelect={setSelection}
            onOpen={lookThrough}
            onStep={(photo) => {
              if (useViewport.getState().lookThrough !== null && placementOf(photo, placed) === 'placed')
                lookThrough(photo)
            }}
            onPreview={(photo) => setPreviewed(photo.id)}
            onToggleUsed={toggleUsed}
            onRemove={() => remove(selected)}
          />
        )}
      </div>
      {selected.length > 0 && (
        <SelectionBar
          selected={selected}
          onPreview={() => setPreviewed(selected[0].id)}
          onSetUsed={(used) => void setPhotosUsed(id, selected, used)}
          onRemove={() => remove(selected)}
          onClear={() => setSelection(NOTHING_SELECTED)}
        />
      )}
      <PhotoPreview
        projectId={id}
        photos={photos}
        placed={placed}
        previewed={previewed}
        onPreview={setPreviewed}
        onLookThrough={(photo) => {
          setPreviewed(null)
          setViewport({ lookThrough: photo.file })
        }}
      />
    </div>
  )
})

function noteOf(photos: readonly PhotoEntry[]): string {
  const used = photos.filter((photo) => photo.used).length
  return used === photos.length ? `${photos.length}` : `${used} of ${photos.length} on`
}
