import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { isRigViewName } from '../../src-shared/rig-view-name.ts'
import type { RefusedFile } from '../../src-shared/studio-api/project.ts'
import type { StudioClient } from '../client/studio-client.ts'
import { OF_THE_FILE, type UploadHost } from './upload-photos.ts'

/** Photos on their way in, one `File` each, and how to get their handles. */
export interface PhotoBatch {
  readonly files: readonly File[]
  readonly issueHandles: UploadHost['issueHandles']
  /** Those of them that are as many and as large as the rig's views; none where they are not. */
  readonly views: readonly File[]
  /** What could not be looked into. */
  readonly refused: readonly RefusedFile[]
}

/** Views in the rig, and the most bytes that a picture of one has: larger ones are not sent before they are wanted. */
const RIG_VIEWS = 16
const LARGEST_VIEW_BYTES = 2 ** 20

type Client = Pick<StudioClient, 'issueHandles'> & { readonly api: Pick<StudioClient['api'], 'inspectHandles'> }

/** Photos of which the host has issued handles already. */
export async function batchOfHandles({ api }: Client, handles: readonly string[]): Promise<PhotoBatch> {
  const { names, views } = await api.inspectHandles({ handles: [...handles] })
  const files = names.map((name) => new File([], name))
  const handleOf = new Map(files.map((file, i) => [file, handles[i]]))
  return {
    files,
    views: views.map((index) => files[index]),
    refused: [],
    issueHandles: async (wanted) => wanted.flatMap((file) => handleOf.get(file) ?? []),
  }
}

/**
 * Photos that were dropped, chosen or pasted. In the desktop app, where a folder stands for its photos and a handle costs
 * nothing, all handles are issued now; in a browser only those of what may be views.
 */
export async function batchOfFiles(
  client: Client,
  files: readonly File[],
  host: 'desktop' | 'browser',
): Promise<PhotoBatch> {
  const named = files.filter(({ name }) => isRigViewName(name))
  const mayBeViews = named.length === RIG_VIEWS && files.every(({ size }) => size <= LARGEST_VIEW_BYTES)
  if (host === 'browser' && !mayBeViews) {
    return { files, issueHandles: client.issueHandles, views: [], refused: [] }
  }
  const handles: string[] = []
  const refused: RefusedFile[] = []
  for (const file of files) {
    try {
      handles.push(...(await client.issueHandles([file], new AbortController().signal)))
    } catch (cause) {
      const { code, message, hint } = asStudioError(cause)
      if (!OF_THE_FILE.includes(code)) throw cause
      refused.push({ file: file.name, reason: message, hint })
    }
  }
  if (handles.length === 0) return { files: [], issueHandles: client.issueHandles, views: [], refused }
  return { ...(await batchOfHandles(client, handles)), refused }
}
