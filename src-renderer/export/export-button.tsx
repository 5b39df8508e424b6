import { CircleNotchIcon } from '@phosphor-icons/react/dist/csr/CircleNotch'
import { ExportIcon } from '@phosphor-icons/react/dist/csr/Export'
import { useMemo } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { useCommands } from '../commands/command-registry.ts'
import { SplitButton } from '../ui/split-button.tsx'
import classes from './export.module.css'
import { setExportChoice, useExportChoice, useIsExporting } from './export-choice.ts'
import { exportModel } from './export-model.ts'
import { whyNotYet } from './format-catalogue.ts'

/** One click writes a GLB with the options of last time; the caret opens the dialog with everything else. */
export function ExportButton({ project }: { readonly project: ProjectState }) {
  const { id } = project.summary
  const options = useExportChoice((choice) => choice.options)
  const isBusy = useIsExporting(id, 'glb')
  const problem = whyNotYet(project.stages, 'glb')
  const openDialog = () => setExportChoice({ open: true })
  useCommands(
    useMemo(
      () => [
        {
          id: 'project.export',
          title: 'Export…',
          group: 'Export',
          shortcut: 'mod+e',
          run: () => setExportChoice({ open: true }),
        },
        {
          id: 'export.glb',
          title: 'Export GLB with the last options',
          group: 'Export',
          shortcut: 'mod+shift+e',
          enabled: problem === null,
          run: () => void exportModel(id, 'glb', options),
        },
      ],
      [id, options, problem],
    ),
  )
  return (
    <SplitButton
      kind={problem === null ? 'primary' : 'plain'}
      caretLabel="Export with options"
      caret={openDialog}
      aria-busy={isBusy}
      onClick={problem === null ? () => void exportModel(id, 'glb', options) : openDialog}
      title={problem ?? 'Saves the model as GLB, with the options of last time (Ctrl+Shift+E)'}
    >
      {isBusy ? <CircleNotchIcon size={15} className={classes.turning} /> : <ExportIcon size={15} />}
      {isBusy ? 'Exporting…' : problem === null ? 'Export GLB' : 'Export'}
    </SplitButton>
  )
}
