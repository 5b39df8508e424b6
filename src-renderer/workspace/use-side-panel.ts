import { useCallback, useMemo, useRef, useState } from 'react'
import { type PanelImperativeHandle, type PanelSize, usePanelRef } from 'react-resizable-panels'
import { readStored, writeStored } from '../state/use-stored.ts'

interface StoredPanel {
  /** Pixels: a column keeps its width when the window grows. */
  readonly size: number
  readonly open: boolean
}

export interface SidePanel {
  readonly isOpen: boolean
  readonly setOpen: (open: boolean) => void
  readonly toggle: () => void
  /** Call it when the person has let go of a separator. */
  readonly save: () => void
  /** For the `Panel`. */
  readonly panel: {
    readonly id: string
    readonly panelRef: React.RefObject<PanelImperativeHandle | null>
    readonly defaultSize: number
    readonly onResize: (size: PanelSize) => void
  }
}

/** A panel that folds away to nothing, and comes back as large as it was: also after a reload. */
export function useSidePanel(id: string, initial: number): SidePanel {
  const panelRef = usePanelRef()
  const [stored] = useState(() => readStored<StoredPanel>(`panel.${id}`, { size: initial, open: true }))
  const [isOpen, setIsOpen] = useState(stored.open)
  const now = useRef(stored)

  const save = useCallback(() => writeStored(`panel.${id}`, now.current), [id])
  const onResize = useCallback(({ inPixels }: PanelSize) => {
    const open = inPixels > 1
    now.current = { size: open ? Math.round(inPixels) : now.current.size, open }
    setIsOpen(open)
  }, [])
  const setOpen = useCallback(
    (open: boolean) => {
      if (open) panelRef.current?.resize(now.current.size)
      else panelRef.current?.collapse()
    },
    [panelRef],
  )
  return useMemo(
    () => ({
      isOpen,
      setOpen,
      toggle: () => setOpen(!isOpen),
      save,
      panel: { id, panelRef, defaultSize: stored.open ? stored.size : 0, onResize },
    }),
    [isOpen, setOpen, save, id, panelRef, stored, onResize],
  )
}
