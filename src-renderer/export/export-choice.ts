import { create } from 'zustand'
import { type ExportOptions, exportOptionsSchema } from '../../src-shared/export-options.ts'
import { isModelFormat, type ModelFormat } from '../../src-shared/formats.ts'
import { readStored, writeStored } from '../state/use-stored.ts'

interface ExportChoice {
  readonly open: boolean
  readonly format: ModelFormat
  readonly options: ExportOptions
  /** Formats that are being written, each with its project: `vase-1a2b3c glb`. */
  readonly busy: ReadonlySet<string>
}

const stored = exportOptionsSchema.safeParse(readStored<object>('export.options', {}))
const format = readStored<string>('export.format', 'glb')

/** What the export dialog is set to. Format and options are remembered, and are what a one-click export uses. */
export const useExportChoice = create<ExportChoice>(() => ({
  open: false,
  format: isModelFormat(format) ? format : 'glb',
  options: stored.data ?? exportOptionsSchema.parse({}),
  busy: new Set(),
}))

export function setExportChoice(changed: Partial<Pick<ExportChoice, 'open' | 'format' | 'options'>>): void {
  useExportChoice.setState(changed)
  if (changed.format) writeStored('export.format', changed.format)
  if (changed.options) writeStored('export.options', changed.options)
}

export function setExportBusy(projectId: string, format: ModelFormat, isBusy: boolean): void {
  useExportChoice.setState(({ busy }) => {
    const next = new Set(busy)
    if (isBusy) next.add(`${projectId} ${format}`)
    else next.delete(`${projectId} ${format}`)
    return { busy: next }
  })
}

export function useIsExporting(projectId: string, format: ModelFormat): boolean {
  return useExportChoice(({ busy }) => busy.has(`${projectId} ${format}`))
}
