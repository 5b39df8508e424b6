import { readFile } from 'node:fs/promises'
import { fileError } from '../../src-engine/files/file-error.ts'
import { writeAtomically } from '../../src-engine/files/write-atomically.ts'
import { type EditOperation, type EditQueue, editQueueSchema } from '../../src-shared/edits.ts'
import { StudioError } from '../../src-shared/errors.ts'

/** The edit queue of one project, kept in memory and in a file. */
export interface EditStore {
  /** Null where there is none. Throws `project_damaged`, and what the file system throws. */
  read(): Promise<EditQueue | null>
  /**
   * Changes follow each other in the order they were asked for, each given what the one before left. Resolves when the
   * change is in the file; of many in quick succession one write holds several. When a write fails, all it would have
   * held is taken back, and so is what was built upon it.
   */
  change(next: (now: EditQueue | null) => EditQueue | Promise<EditQueue>): Promise<EditQueue>
}

/** The store of a file that need not exist. `write` is how it is written. */
export function createEditStore(path: string, write: typeof writeAtomically = writeAtomically): EditStore {
  let now: EditQueue | null = null
  let inFile: EditQueue | null = null
  let loading: Promise<void> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let writing: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null
  let failures = 0
  let lastFailure: unknown

  const load = () => {
    loading ??= readQueue(path).then(
      (queue) => {
        now = queue
        inFile = queue
      },
      (error: unknown) => {
        // Looked at again next time: the file may have been mended.
        loading = undefined
        throw error
      },
    )
    return loading
  }
  const save = () => {
    waiting ??= writing = writing.then(async () => {
      waiting = null
      const queue = now
      if (!queue) return
      try {
        await write(path, queueBytes(queue))
        inFile = queue
      } catch (error) {
        failures++
        lastFailure = error
        now = inFile
      }
    })
    return waiting
  }
  return {
    read: async () => {
      await load()
      return now
    },
    change: async (next) => {
      const mine = turn.then(async () => {
        await load()
        const before = failures
        const queue = await next(now)
        if (failures !== before) throw lastFailure
        now = queue
        return { queue, before, saved: save() }
      })
      turn = mine.catch(() => {})
      const { queue, before, saved } = await mine
      await saved
      if (failures !== before) throw lastFailure
      return queue
    },
  }
}

/** An operation may be a hundred kilobytes of text; it is made into bytes once, however often the queue is written. */
const operationBytes = new WeakMap<EditOperation, Uint8Array>()

function queueBytes({ operations, ...rest }: EditQueue): Uint8Array[] {
  const comma = Buffer.from(',\n')
  const chunks: Uint8Array[] = [Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"operations":[\n`)]
  operations.forEach((operation, i) => {
    const bytes = operationBytes.get(operation) ?? Buffer.from(JSON.stringify(operation))
    operationBytes.set(operation, bytes)
    if (i > 0) chunks.push(comma)
    chunks.push(bytes)
  })
  // One piece: each would be a write of its own.
  return [Buffer.concat([...chunks, Buffer.from('\n]}\n')])]
}

async function readQueue(path: string): Promise<EditQueue | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fileError(cause, path)
  }
  try {
    return editQueueSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new StudioError(
      'project_damaged',
      `The edits in ${path} are damaged.`,
      'Restore the file from a backup; or delete it to begin again without edits.',
      { cause },
    )
  }
}
