/** Enough for an error with its stack. */
const LENGTH = 2000

/** Keeps the end of what a process says on standard error; with GLIMPSE3D_DEBUG=1 it is printed as it comes. */
export function keepLastWords(stream: NodeJS.ReadableStream | null): () => string {
  let words = ''
  stream?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-LENGTH)
    if (process.env.GLIMPSE3D_DEBUG === '1') process.stderr.write(text)
  })
  return () => words
}
