import { join } from 'node:path'
import { z } from 'zod'
import { matchPhotos } from '../../src-engine/cameras/importers/match-photos.ts'
import { type KnownCameras, type RunInputs, startSplatsSchema } from '../../src-shared/studio-api/run-inputs.ts'

/** What `studio.json` keeps of what a project's runs begin with, beside the photos. */
export const storedInputsSchema = z.object({
  cameras: z
    .object({
      name: z.string(),
      kind: z.enum(['colmap', 'transforms']),
      /** The photos they are of, as their file names them. */
      names: z.array(z.string()),
      points: z.int().nonnegative(),
    })
    .nullable(),
  /** `file`: in the project's folder. */
  splats: startSplatsSchema.extend({ file: z.string().regex(/^start\.[a-z]+$/) }).nullable(),
})
type StoredInputs = z.infer<typeof storedInputsSchema>

export const NO_INPUTS: StoredInputs = { cameras: null, splats: null }

/** Where a project's known cameras lie. */
export const knownCamerasFolder = (projectFolder: string) => join(projectFolder, 'known-cameras')

/** What a studio is told of them. */
export function runInputs({ cameras, splats }: StoredInputs, photos: readonly { readonly file: string }[]): RunInputs {
  return { cameras: cameras && shownCameras(cameras, photos), splats: splats && startSplatsSchema.parse(splats) }
}

function shownCameras(
  { name, kind, names, points }: NonNullable<StoredInputs['cameras']>,
  photos: readonly { readonly file: string }[],
): KnownCameras {
  const paths = photos.map(({ file }) => ({ file, path: file }))
  const matched = matchPhotos(names, paths).filter((photo) => photo !== null).length
  return { name, kind, cameras: names.length, points, matched }
}
