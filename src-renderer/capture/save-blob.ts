/** By then a browser has begun to read what it saves. */
const REVOKE_AFTER_MS = 60_000

/** Saves what was made here as the browser saves files. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER_MS)
}
