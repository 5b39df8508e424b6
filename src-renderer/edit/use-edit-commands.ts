import { useMemo } from 'react'
import { type Command, useCommands } from '../commands/command-registry.ts'
import { deleteSelected, hideSplats, keepSelected, moveEdits, select } from './edit-actions.ts'
import { useEdits } from './edit-store.ts'
import { operationLabel } from './operation-label.ts'
import { cancelInnermost, finishCrop, resizeBrush, setTool, showFloaters } from './tool-actions.ts'

/** Strength floaters are first looked for with. */
export const FIRST_STRENGTH = 0.4

/** Offers everything that edits splats as commands. */
export function useEditCommands(): void {
  const ready = useEdits((state) => state.status === 'ready')
  const anySelected = useEdits((state) => state.selected > 0)
  const anyHidden = useEdits((state) => state.hidden > 0)
  const brushing = useEdits((state) => state.tool === 'brush')
  const cropping = useEdits((state) => state.cropDraft !== null)
  const busyWithTool = useEdits((state) => state.tool !== 'none' || state.floaters !== null)
  const undone = useEdits(({ operations, cursor }) => operations[cursor - 1])
  const redone = useEdits(({ operations, cursor }) => operations[cursor])
  const commands = useMemo((): Command[] => {
    const group = 'Edit'
    const tool = (id: 'rectangle' | 'lasso' | 'brush' | 'crop' | 'transform', title: string, shortcut: string) => ({
      id: `tool.${id}`,
      title,
      group: id === 'crop' || id === 'transform' ? ('Edit' as const) : ('Select' as const),
      shortcut,
      enabled: ready,
      run: () => setTool(id),
    })
    const selects = (id: string, title: string, enabled: boolean, run: () => unknown, shortcut?: string): Command => ({
      id: `select.${id}`,
      title,
      group: 'Select',
      shortcut,
      enabled: ready && enabled,
      run,
    })
    return [
      {
        id: 'edit.undo',
        title: undone ? `Undo: ${operationLabel(undone)}` : 'Undo',
        group,
        shortcut: 'mod+z',
        enabled: ready && undone !== undefined,
        run: () => void moveEdits({ by: -1 }),
      },
      {
        id: 'edit.redo',
        title: redone ? `Redo: ${operationLabel(redone)}` : 'Redo',
        group,
        shortcut: 'mod+shift+z mod+y',
        enabled: ready && redone !== undefined,
        run: () => void moveEdits({ by: 1 }),
      },
      // Before `select.shrink`: with the brush in hand its keys are the brush's.
      {
        id: 'tool.brush-smaller',
        title: 'Smaller brush',
        group: 'Select',
        shortcut: '[',
        enabled: brushing,
        run: () => resizeBrush(-1),
      },
      {
        id: 'tool.brush-larger',
        title: 'Larger brush',
        group: 'Select',
        shortcut: ']',
        enabled: brushing,
        run: () => resizeBrush(1),
      },
      tool('rectangle', 'Select with a rectangle', 'm'),
      tool('lasso', 'Select with a lasso', 'l'),
      tool('brush', 'Select with a brush', 'b'),
      tool('crop', 'Crop to a box or a sphere', 'x'),
      tool('transform', 'Move, turn or scale the model', 't'),
      {
        id: 'edit.floaters',
        title: 'Find floaters',
        group,
        shortcut: 'shift+c',
        enabled: ready,
        run: () => showFloaters(FIRST_STRENGTH),
      },
      {
        id: 'edit.apply',
        title: 'Apply the crop',
        group,
        shortcut: 'enter',
        enabled: cropping,
        run: () => void finishCrop(),
      },
      {
        id: 'edit.cancel',
        title: 'Cancel the tool, or deselect',
        group,
        shortcut: 'escape',
        enabled: ready && (busyWithTool || anySelected),
        run: cancelInnermost,
      },
      selects('all', 'Select all splats', true, () => select({ by: 'all' }), 'mod+a'),
      selects('none', 'Deselect', anySelected, () => select({ by: 'none' }), 'mod+d'),
      selects('invert', 'Invert the selection', true, () => select({ by: 'invert' }), 'mod+i'),
      selects('grow', 'Grow the selection', anySelected, () => select({ by: 'grow' }), ']'),
      selects('shrink', 'Shrink the selection', anySelected, () => select({ by: 'shrink' }), '['),
      selects('similar', 'Select splats of similar colour', anySelected, () =>
        select({ by: 'colour', tolerance: 0.08 }),
      ),
      selects('delete', 'Delete the selected splats', anySelected, deleteSelected, 'delete backspace'),
      selects('keep', 'Delete all but the selected splats', anySelected, keepSelected, 'k'),
      selects('hide', 'Hide the selected splats', anySelected, () => hideSplats('selected'), 'shift+h'),
      selects('show', 'Show hidden splats', anyHidden, () => hideSplats(null), 'alt+h'),
    ]
  }, [ready, anySelected, anyHidden, brushing, cropping, busyWithTool, undone, redone])
  useCommands(commands)
}
