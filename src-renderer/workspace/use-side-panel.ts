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
  /** For the `Panel`. */
  readonly panel: {
    readonly id: string
    readonly panelRef: React.RefObject<PanelImperativeHandle | null>
    readonly defaultSize: number
    readonly collapsible: true
    readonly groupResizeBehavior: 'preserve-pixel-size'
    readonly onResize: (size: PanelSize) => void
  }
}

/** A size is written down when it has come to rest. */
const SAVE_AFTER_MS = 200

/** A panel that folds away to nothing, and comes back as large as it was: also after a reload. */
export function useSidePanel(id: string, initial: number): SidePanel {
  const panelRef = usePanelRef()
  const [stored] = useState(() => readStored<StoredPanel>(`panel.${id}`, { size: initial, open: true }))
  const [isOpen, setIsOpen] = useState(stored.open)
  const now = useRef(stored)

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const onResize = useCallback(
    ({ inPixels }: PanelSize) => {
      const open = inPixels > 1
      now.current = { size: open ? Math.round(inPixels) : now.current.size, open }
      setIsOpen(open)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => writeStored(`panel.${id}`, now.current), SAVE_AFTER_MS)
    },
    [id],
  )
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
      panel: {
        id,
        panelRef,
        defaultSize: stored.open ? stored.size : 0,
        collapsible: true,
        groupResizeBehavior: 'preserve-pixel-size',
        onResize,
      },
    }),
    [isOpen, setOpen, id, panelRef, stored, onResize],
  )
}
