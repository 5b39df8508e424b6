import { z } from 'zod'

/**
 * What several pictures are: `photos` of one object, whose cameras are solved, or `views`, the sixteen of the rig. `auto`
 * takes sixteen small squares on a plain backdrop for views. One picture alone is always one photo.
 */
export const pictureKindSchema = z.enum(['auto', 'photos', 'views'])
export type PictureKind = z.infer<typeof pictureKindSchema>
