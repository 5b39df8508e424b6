import { type PathedFile, type PickedFiles, pickPhotos } from './picked-files.ts'

/** What is used of a `FileSystemEntry`, so that a test can make one. */
export type DroppedEntry =
  | {
      readonly isFile: true
      readonly name: string
      file(done: (file: File) => void, failed: (error: Error) => void): void
    }
  | { readonly isFile: false; readonly name: string; createReader(): DroppedReader }

interface DroppedReader {
  readEntries(done: (entries: DroppedEntry[]) => void, failed: (error: Error) => void): void
}

/**
 * All files below the entries, folders within folders included. Rejects with the browser's error where a file cannot
 * be read.
 */
export async function readDrop(entries: readonly DroppedEntry[]): Promise<PickedFiles> {
  const found: PathedFile[] = []
  for (const entry of entries) await collect(entry, '', found)
  const [only] = entries
  return pickPhotos(found, entries.length === 1 && !only.isFile ? only.name : null)
}

async function collect(entry: DroppedEntry, parent: string, found: PathedFile[]): Promise<void> {
  const path = parent + entry.name
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    found.push({ path, file })
    return
  }
  const reader = entry.createReader()
  // A reader gives a folder in parts of at most a hundred; an empty part is the end.
  for (;;) {
    const part = await new Promise<DroppedEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return
    for (const inner of part) await collect(inner, `${path}/`, found)
  }
}

/**
 * What a drop event carries. Call it while the event is handled: afterwards the browser forgets. In the desktop app
 * folders stay whole, because only the app may look into them by their path.
 */
export function pickDropped(transfer: DataTransfer, host: 'desktop' | 'browser'): Promise<PickedFiles> {
  const dropped = [...transfer.items].flatMap((item) => {
    const file = item.getAsFile()
    return file ? [{ file, entry: item.webkitGetAsEntry() }] : []
  })
  if (host === 'browser') return readDrop(dropped.map(({ file, entry }) => asDroppedEntry(file, entry)))
  const folders = dropped.filter(({ entry }) => entry?.isDirectory).map(({ file }) => file)
  const others = dropped.map(({ file }) => file).filter((file) => !folders.includes(file))
  const picked = pickPhotos(
    others.map((file) => ({ path: file.name, file })),
    dropped.length === 1 && folders.length === 1 ? folders[0].name : null,
  )
  return Promise.resolve({ ...picked, files: [...folders, ...picked.files] })
}

/** A picture dragged from another page has no entry. */
function asDroppedEntry(file: File, entry: FileSystemEntry | null): DroppedEntry {
  if (!entry) return { isFile: true, name: file.name, file: (done) => done(file) }
  // Every entry is a file's or a folder's, which its own type does not say.
  return entry as unknown as DroppedEntry
}
