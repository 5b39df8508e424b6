import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { loadPhotoList, type PhotoList, savePhotoList } from '../../library/results/photo-list.ts'
import { listPhotoFiles } from '../../photos/list-photo-files.ts'
import { readPhotos } from '../../photos/read-photos.ts'
import type { ReconstructOptions } from '../options.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'

/**
 * Which files are usable photos, and what is known of them.
 *
 * @param atLeast Fewer are an error; default: what solving cameras takes.
 */
export async function photoStage(
  run: Run,
  { photos }: Pick<ReconstructOptions, 'photos'>,
  atLeast?: number,
): Promise<Staged<PhotoList>> {
  const input = typeof photos === 'string' ? resolve(photos) : photos.map((photo) => resolve(photo))
  const staged = await runStage<PhotoList>(run, {
    stage: 'photos',
    inputs: { files: await listFiles(input) },
    make: (work) => readPhotos(input, { ...work, atLeast }),
    save: savePhotoList,
    load: loadPhotoList,
  })
  await run.project.setPhotos(staged.result.photos.map(({ file, sha256 }) => ({ file, sha256 })))
  return staged
}

/** Names, sizes and times tell a changed folder without decoding it again. */
async function listFiles(input: string | readonly string[]): Promise<unknown[]> {
  const paths = await listPhotoFiles(input)
  return Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => null)
      return [path, found?.size, found?.mtimeMs]
    }),
  )
}
