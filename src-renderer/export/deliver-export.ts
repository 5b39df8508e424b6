import { zipSync } from 'fflate'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ExportEntry } from '../../src-shared/studio-api/project.ts'
import { studioClient } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'

/** The address of one file of an exported model; its time keeps an older copy out of caches. */
export function exportAddress(
  projectId: string,
  { format, files, written }: ExportEntry,
  name = files[0].name,
): string {
  return `${formatFileAddress({ kind: 'export', projectId, format, name })}?written=${Date.parse(written)}`
}

/** Saves an exported model as the browser saves files. Several files come as one ZIP, so that they stay together. */
export async function downloadExport(projectId: string, entry: ExportEntry): Promise<void> {
  if (entry.files.length === 1) return save(exportAddress(projectId, entry), entry.files[0].name)
  const contents = await Promise.all(
    entry.files.map(async ({ name }) => {
      const response = await fetch(exportAddress(projectId, entry, name))
      if (!response.ok) throw new Error(`${name} cannot be read.`)
      return [name, new Uint8Array(await response.arrayBuffer())] as const
    }),
  )
  // Stored, not compressed: what is large in there is a JPEG or PNG already.
  const zip = zipSync(Object.fromEntries(contents), { level: 0 })
  const address = URL.createObjectURL(new Blob([zip as Uint8Array<ArrayBuffer>], { type: 'application/zip' }))
  save(address, `${projectId}-${entry.format}.zip`)
  setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER_MS)
}

/** By then a browser has begun to read what it saves. */
const REVOKE_AFTER_MS = 60_000

function save(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}

export function revealExport(projectId: string, { format }: ExportEntry): void {
  studioClient().api.revealExport({ projectId, format }).catch(toastError)
}

/** For `dragstart`: drags the model's own file out of the window, to a folder or another program. */
export function dragExport(event: React.DragEvent, projectId: string, entry: ExportEntry): void {
  const { name } = entry.files[0]
  if (studioClient().startDragOut({ kind: 'export', projectId, format: entry.format, name })) {
    event.preventDefault()
    return
  }
  const address = new URL(exportAddress(projectId, entry), document.baseURI).href
  event.dataTransfer.effectAllowed = 'copy'
  // Chromium saves the file where it is dropped; other browsers drop the link.
  event.dataTransfer.setData('DownloadURL', `application/octet-stream:${name}:${address}`)
  event.dataTransfer.setData('text/uri-list', address)
}
