import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { photoSchema } from '../../../src-shared/photo.ts'
import { writeAtomically } from '../../files/write-atomically.ts'

const photoListSchema = z.object({
  photos: z.array(photoSchema),
  skipped: z.array(z.object({ file: z.string(), reason: z.string(), hint: z.string() })),
})

/** The usable photos, and the files that were passed over. */
export type PhotoList = z.infer<typeof photoListSchema>

export async function savePhotoList(folder: string, list: PhotoList): Promise<string[]> {
  const path = join(folder, 'photos.json')
  await writeAtomically(path, JSON.stringify(list, null, 2))
  return [path]
}

export async function loadPhotoList(folder: string): Promise<PhotoList> {
  return photoListSchema.parse(JSON.parse(await readFile(join(folder, 'photos.json'), 'utf8')))
}
