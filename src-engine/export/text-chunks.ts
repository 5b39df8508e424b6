/** Lines joined at a time: one string of a large mesh would exceed what V8 allows. */
const LINES_A_CHUNK = 50_000

/** Collects lines of text as encoded chunks. */
export interface TextChunks {
  push(line: string): void
  /** All that was pushed, each line ended. */
  end(): Uint8Array[]
}

export function textChunks(): TextChunks {
  const chunks: Uint8Array[] = []
  let lines: string[] = []
  const flush = () => {
    if (lines.length > 0) chunks.push(Buffer.from(`${lines.join('\n')}\n`))
    lines = []
  }
  return {
    push: (line) => {
      lines.push(line)
      if (lines.length >= LINES_A_CHUNK) flush()
    },
    end: () => {
      flush()
      return chunks
    },
  }
}
