import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { StudioErrorCode } from '../../src-shared/errors.ts'
import type { RefusedFile } from '../../src-shared/studio-api/project.ts'

/** The two ways to the host that taking photos in needs. */
export interface UploadHost {
  /** One file's handle; several for a folder in the desktop app. */
  issueHandles(files: readonly File[], signal: AbortSignal): Promise<readonly string[]>
  addPhotos(handles: readonly string[]): Promise<{ readonly refused: readonly RefusedFile[] }>
}

export interface UploadProgress {
  readonly done: number
  readonly total: number
}

export interface UploadResult {
  readonly added: number
  readonly refused: readonly RefusedFile[]
  /** Files not taken in, because it was cancelled or failed. */
  readonly left: readonly File[]
  /** Why it ended early; null where it did not. */
  readonly failure: unknown
}

/** A browser opens six connections to a host: two stay free for thumbnails. */
const AT_ONCE = 4
/** Handles added at a time: few, so that cancelling is felt at once. */
const BATCH = 6

/** What is wrong with this file alone; anything else ends the upload. */
export const OF_THE_FILE: readonly StudioErrorCode[] = [
  'too_large',
  'bad_arguments',
  'path_not_found',
  'permission_denied',
]

/**
 * Sends files to the host, four at a time, and adds each to the project as it arrives. Never rejects: what went wrong
 * is in the result, with the files that are left, so that the person can go on.
 */
export async function uploadPhotos(
  files: readonly File[],
  host: UploadHost,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: UploadProgress) => void },
): Promise<UploadResult> {
  const refused: RefusedFile[] = []
  const arrived: { readonly handle: string; readonly file: File }[] = []
  /** Handles of each file that have not been added yet; null while it is on its way. */
  const waiting = new Map<File, number | null>(files.map((file) => [file, null]))
  let failure: unknown = null
  let added = 0
  let done = 0
  let total = files.length
  const goesOn = () => failure === null && !signal.aborted
  const report = (count: number) => {
    done += count
    onProgress({ done, total })
  }
  const addArrived = async () => {
    while (arrived.length > 0 && goesOn()) {
      const batch = arrived.splice(0, BATCH)
      const answer = await host.addPhotos(batch.map(({ handle }) => handle))
      refused.push(...answer.refused)
      added += batch.length - answer.refused.length
      for (const { file } of batch) {
        const left = (waiting.get(file) ?? 0) - 1
        if (left > 0) waiting.set(file, left)
        else waiting.delete(file)
      }
      report(batch.length)
    }
  }
  const send = async (file: File) => {
    try {
      const handles = await host.issueHandles([file], signal)
      total += handles.length - 1
      if (handles.length === 0) waiting.delete(file)
      else waiting.set(file, handles.length)
      for (const handle of handles) arrived.push({ handle, file })
    } catch (cause) {
      const { code, message, hint } = asStudioError(cause)
      if (!OF_THE_FILE.includes(code)) throw cause
      refused.push({ file: file.name, reason: message, hint })
      waiting.delete(file)
      report(1)
    }
  }
  let adding = Promise.resolve()
  let next = 0
  const sendAll = async () => {
    while (next < files.length && goesOn()) {
      await send(files[next++])
      adding = adding.then(addArrived)
      // Its failure is met where it is awaited below.
      adding.catch(() => {})
    }
  }
  const fail = (cause: unknown) => {
    failure ??= cause
  }
  await Promise.all(Array.from({ length: AT_ONCE }, () => sendAll().catch(fail)))
  await adding.catch(fail)
  return { added, refused, left: [...waiting.keys()], failure: signal.aborted ? null : failure }
}
