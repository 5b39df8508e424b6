import type { Camera } from '../../../src-shared/camera.ts'
import { formatFileAddress } from '../../../src-shared/studio-api/file-address.ts'
import type { PhotoEntry } from '../../../src-shared/studio-api/project.ts'

/** What a camera of the scene has taken: a photo, the object cut out of the one photo, or a view of it. */
export interface SeenPicture {
  /** Its camera's. */
  readonly file: string
  readonly label: string
  /** Of its render, dB; null where it is not known. */
  readonly psnr: number | null
  readonly address: string
  readonly thumbnail: string
}

interface SeenPicturesInput {
  readonly projectId: string
  readonly cameras: readonly Pick<Camera, 'file'>[]
  readonly photos: readonly PhotoEntry[]
  /** Tells one making of the views from the next; null where the project has none. */
  readonly viewsRevision: number | null
}

/** A view's camera is named after its file in the project's folder. */
const VIEW = /^view_(\d\d)\.png$/

/** The pictures of the cameras, in their order; none for a camera whose photo is gone. */
export function seenPictures({ projectId, cameras, photos, viewsRevision }: SeenPicturesInput): SeenPicture[] {
  const byFile = new Map(photos.map((photo) => [photo.file, photo]))
  const hasViews = cameras.some(({ file }) => VIEW.test(file) && !byFile.has(file))
  const made = `?revision=${viewsRevision ?? 0}`
  return cameras.flatMap(({ file }): SeenPicture[] => {
    const photo = byFile.get(file)
    if (!photo) {
      const index = Number(VIEW.exec(file)?.[1] ?? Number.NaN)
      if (!(index < 16)) return []
      const address = formatFileAddress({ kind: 'view', projectId, index }) + made
      return [{ file, label: `View at ${22.5 * index}°`, psnr: null, address, thumbnail: address }]
    }
    const { id: photoId, psnr } = photo
    if (hasViews) {
      // Its camera is that of the square around the object, not of the whole photo.
      const address = formatFileAddress({ kind: 'cutOut', projectId }) + made
      return [{ file, label: file, psnr, address, thumbnail: address }]
    }
    const [address, thumbnail] = (['photo', 'thumbnail'] as const).map((kind) =>
      formatFileAddress({ kind, projectId, photoId }),
    )
    return [{ file, label: file, psnr, address, thumbnail }]
  })
}
