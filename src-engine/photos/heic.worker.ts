import { readFile } from 'node:fs/promises'
import decode from 'heic-decode'
import { serveTasks } from '../threads/serve-tasks.ts'

/** RGBA, 8 bits a channel, in the file's own colour space. */
export interface HeicPixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

// libheif prints its complaints; they come back as errors, and the program's output is not theirs.
console.log = console.warn = console.error = () => undefined

serveTasks<string, HeicPixels>(
  async (path) => {
    const { width, height, data } = await decode({ buffer: await readFile(path) })
    return { width, height, data: data.buffer instanceof ArrayBuffer ? (data as HeicPixels['data']) : data.slice() }
  },
  ({ data }) => [data.buffer],
)
