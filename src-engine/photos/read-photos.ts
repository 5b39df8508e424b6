import { basename } from 'node:path'
import { throwIfCancelled } from '../../src-shared/errors.ts'
import type { Photo } from '../../src-shared/photo.ts'
import { betweenSteps, type WorkOptions } from '../../src-shared/progress.ts'
import { defaultThreads } from '../threads/worker-pool.ts'
import { type PhotoQuality, qualityWarnings } from './checks.ts'
import { listPhotoFiles } from './list-photo-files.ts'
import { photoProblem } from './photo-problem.ts'
import { type PhotoHeader, type ProbedPhoto, probePhoto, readHeader } from './probe-photo.ts'
import { MIN_PHOTOS, tooFewPhotos } from './too-few-photos.ts'

interface SkippedFile {
  readonly file: string
  readonly reason: string
  readonly hint: string
}

export interface ReadPhotosResult {
  /** In natural order of the file names; `file` is unique. */
  readonly photos: Photo[]
  readonly skipped: SkippedFile[]
}

/** Decoders hold some rows, a few coefficients or the whole photo; so many pixels may be in work at a time. */
const PIXELS_IN_WORK = 60_000_000

/**
 * Finds the photos in a folder (not in its subfolders) or among the given files, and makes sure that each can be
 * decoded. What cannot be used is named in `skipped` and by `onWarning`; of exact copies one is kept. Throws
 * `path_not_found`, `permission_denied`, `too_few_photos` where fewer than `atLeast` (three) distinct photos remain,
 * `cancelled`.
 */
export async function readPhotos(
  folderOrFiles: string | readonly string[],
  options: WorkOptions & { readonly atLeast?: number } = {},
): Promise<ReadPhotosResult> {
  const { signal, onProgress, onWarning, atLeast = MIN_PHOTOS } = options
  throwIfCancelled(signal)
  const paths = await listPhotoFiles(folderOrFiles)
  const probed = await probeAll(paths, options)

  const photos: Photo[] = []
  const qualities: PhotoQuality[] = []
  const skipped: SkippedFile[] = []
  const copies: string[] = []
  const names = new Set<string>()
  const seen = new Map<string, string>()
  probed.forEach((result, i) => {
    const file = basename(paths[i])
    if (!result.usable) {
      skipped.push({ file, reason: result.reason, hint: result.hint })
      onWarning?.(`${file} ${result.reason} and was left out. ${result.hint}`)
      return
    }
    const first = seen.get(result.photo.sha256)
    if (first !== undefined) {
      copies.push(file)
      skipped.push({ file, reason: `is a copy of ${first}`, hint: 'Nothing to do.' })
      return
    }
    const photo = { ...result.photo, file: uniqueName(file, names) }
    seen.set(photo.sha256, photo.file)
    photos.push(photo)
    qualities.push(result.quality)
  })
  if (photos.length < atLeast) {
    const where = typeof folderOrFiles === 'string' ? folderOrFiles : 'the files given'
    const problems = skipped.filter(({ file }) => !copies.includes(file))
    throw tooFewPhotos({ where, usable: photos.length, copies, skipped: problems })
  }
  if (copies.length > 0) {
    onWarning?.(`${copies.length} of the files are exact copies of others and were left out.`)
  }
  const files = photos.map(({ file }) => file)
  for (const warning of qualityWarnings(files, qualities)) onWarning?.(warning)
  onProgress?.(1, `${photos.length} photos`)
  return { photos, skipped }
}

/** Probes every file, several at a time as far as memory allows; the order of the results is that of the paths. */
async function probeAll(paths: readonly string[], options: WorkOptions): Promise<ProbedPhoto[]> {
  const { signal, onProgress, threads = defaultThreads() } = options
  const results = new Array<ProbedPhoto>(paths.length)
  let next = 0
  let done = 0
  let pixelsInWork = 0
  const waiting: (() => void)[] = []
  const probe = async (i: number) => {
    let header: PhotoHeader
    try {
      header = await readHeader(paths[i])
    } catch (cause) {
      results[i] = { usable: false, ...photoProblem(cause) }
      return
    }
    // A HEIC is decoded at full size by a decoder of its own: count it as large.
    const pixels = Math.min(PIXELS_IN_WORK, header.format === 'heic' ? 30_000_000 : header.width * header.height)
    while (pixelsInWork > 0 && pixelsInWork + pixels > PIXELS_IN_WORK) {
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    throwIfCancelled(signal)
    pixelsInWork += pixels
    try {
      results[i] = await probePhoto(paths[i], header)
    } finally {
      pixelsInWork -= pixels
      for (const wake of waiting.splice(0)) wake()
    }
  }
  const work = async () => {
    while (next < paths.length) {
      await betweenSteps(options)
      const i = next++
      await probe(i)
      done++
      onProgress?.(done / paths.length, basename(paths[i]))
    }
  }
  await Promise.all(Array.from({ length: Math.min(threads, paths.length) }, work))
  return results
}

/** `name`, or name-2, name-3 and so on where photos of different folders share a name. */
function uniqueName(file: string, taken: Set<string>): string {
  const dot = file.lastIndexOf('.') > 0 ? file.lastIndexOf('.') : file.length
  let name = file
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${file.slice(0, dot)}-${n}${file.slice(dot)}`
  taken.add(name.toLowerCase())
  return name
}
