import type { ExportOptions } from '../../src-shared/export-options.ts'
import type { ModelFormat } from '../../src-shared/formats.ts'
import { formatBytes } from '../state/format.ts'
import { studioClient, useStudio } from '../state/studio-store.ts'
import { toast, toastError } from '../ui/toast.tsx'
import { downloadExport, revealExport } from './deliver-export.ts'
import { setExportBusy, useExportChoice } from './export-choice.ts'
import { FORMAT_CATALOGUE } from './format-catalogue.ts'

/** Writes a model and hands it over: in a browser it is saved at once, on the desktop it can be shown in its folder. */
export async function exportModel(projectId: string, format: ModelFormat, options: ExportOptions): Promise<void> {
  if (useExportChoice.getState().busy.has(`${projectId} ${format}`)) return
  setExportBusy(projectId, format, true)
  try {
    const entry = await studioClient().api.exportModel({ projectId, format, options })
    const onDesktop = useStudio.getState().studio?.host === 'desktop'
    if (!onDesktop) await downloadExport(projectId, entry)
    // The dialog itself shows what has come of it.
    if (useExportChoice.getState().open) return
    const bytes = entry.files.reduce((total, file) => total + file.bytes, 0)
    toast({
      kind: 'good',
      title: `${FORMAT_CATALOGUE[format].name} exported, ${formatBytes(bytes)}`,
      hint: onDesktop
        ? 'It lies in the project’s folder; drag it out from the Info panel.'
        : 'It is in your downloads.',
      action: onDesktop
        ? { label: 'Show in folder', run: () => revealExport(projectId, entry) }
        : { label: 'Download again', run: () => void downloadExport(projectId, entry).catch(toastError) },
    })
  } catch (cause) {
    toastError(cause)
  } finally {
    setExportBusy(projectId, format, false)
  }
}
