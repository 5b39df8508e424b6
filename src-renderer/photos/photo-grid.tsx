import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef } from 'react'
import type { PhotoEntry } from '../../src-shared/studio-api/project.ts'
import { useViewport } from '../viewport/viewport-store.ts'
import { PhotoCard } from './photo-card.tsx'
import classes from './photo-grid.module.css'
import { modeOf, type PhotoSelection, selectPhoto } from './photo-selection.ts'
import { medianPsnr, type PlacedPhotos, placementOf } from './photo-verdict.ts'

export interface PhotoGridProps {
  readonly projectId: string
  /** In the order they are shown in. */
  readonly photos: readonly PhotoEntry[]
  readonly placed: PlacedPhotos | null
  readonly selection: PhotoSelection
  readonly onSelect: (selection: PhotoSelection) => void
  /** Look through its camera, where it has one. */
  readonly onOpen: (photo: PhotoEntry) => void
  /** The arrow keys have moved to it. */
  readonly onStep: (photo: PhotoEntry) => void
  readonly onPreview: (photo: PhotoEntry) => void
  readonly onToggleUsed: (photo: PhotoEntry) => void
  readonly onRemove: () => void
}

/** The thumbnails. Arrow keys move, Space shows a photo large, Enter looks through its camera, Delete removes. */
export function PhotoGrid(props: PhotoGridProps) {
  const { projectId, photos, placed, selection, onSelect } = props
  const list = useRef<HTMLDivElement>(null)
  const order = useMemo(() => photos.map(({ id }) => id), [photos])
  const median = useMemo(() => medianPsnr(photos), [photos])
  const current = selection.anchor !== null && order.includes(selection.anchor) ? selection.anchor : order[0]
  // Stable, so that of five hundred cards only those that change are drawn anew.
  const now = useRef({ ...props, order })
  now.current = { ...props, order }
  const cardEvents = useMemo(
    () => ({
      onClick: ({ id }: PhotoEntry, event: MouseEvent) => {
        const { selection: before, order: shown } = now.current
        now.current.onSelect(selectPhoto(before, id, modeOf(event), shown))
      },
      onOpen: (photo: PhotoEntry) => now.current.onOpen(photo),
      onToggleUsed: (photo: PhotoEntry) => now.current.onToggleUsed(photo),
    }),
    [],
  )

  // The photo that had the focus is gone with a removal: the one in its place takes it.
  const removedAt = useRef<number | null>(null)
  useEffect(() => {
    if (removedAt.current === null || document.activeElement !== document.body) return
    const id = order[Math.min(removedAt.current, order.length - 1)]
    list.current?.querySelector<HTMLElement>(`[data-photo="${id}"]`)?.focus()
  }, [order])

  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).dataset.photo
    const photo = photos.find((one) => one.id === id)
    if (!photo || event.altKey) return
    // Through a photo's camera these are the viewport's: Space blinks, Escape leaves.
    if (useViewport.getState().lookThrough !== null && (event.key === ' ' || event.key === 'Escape')) return
    const index = order.indexOf(photo.id)
    const next = stepOf(event.key, index, order.length, columnsOf(list.current))
    const isCtrl = event.ctrlKey || event.metaKey
    if (next !== null) {
      onSelect(selectPhoto(selection, order[next], event.shiftKey ? 'range' : 'replace', order))
      list.current?.querySelector<HTMLElement>(`[data-photo="${order[next]}"]`)?.focus()
      if (!event.shiftKey) props.onStep(photos[next])
    } else if (event.key === 'Enter') props.onOpen(photo)
    else if (event.key === ' ' && isCtrl) onSelect(selectPhoto(selection, photo.id, 'toggle', order))
    else if (event.key === ' ') props.onPreview(photo)
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      removedAt.current = index
      props.onRemove()
    } else if (event.key === 'a' && isCtrl) onSelect({ ids: new Set(order), anchor: photo.id })
    else if (event.key === 'Escape' && selection.ids.size > 0) onSelect({ ids: new Set(), anchor: photo.id })
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Photos"
      aria-multiselectable="true"
      className={classes.grid}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {photos.map((photo) => (
        <PhotoCard
          key={photo.id}
          projectId={projectId}
          photo={photo}
          placement={placementOf(photo, placed)}
          medianPsnr={median}
          isSelected={selection.ids.has(photo.id)}
          isCurrent={photo.id === current}
          {...cardEvents}
        />
      ))}
    </div>
  )
}

function stepOf(key: string, index: number, count: number, columns: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index - columns,
    ArrowDown: index + columns,
    Home: 0,
    End: count - 1,
  }
  const next = steps[key]
  return next === undefined ? null : Math.min(Math.max(next, 0), count - 1)
}

function columnsOf(list: HTMLElement | null): number {
  return list ? getComputedStyle(list).gridTemplateColumns.split(' ').length : 1
}
