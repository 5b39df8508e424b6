import type { Icon } from '@phosphor-icons/react'
import { CameraIcon } from '@phosphor-icons/react/dist/csr/Camera'
import { ExportIcon } from '@phosphor-icons/react/dist/csr/Export'
import { GradientIcon } from '@phosphor-icons/react/dist/csr/Gradient'
import { GridNineIcon } from '@phosphor-icons/react/dist/csr/GridNine'
import { ImagesIcon } from '@phosphor-icons/react/dist/csr/Images'
import { MagicWandIcon } from '@phosphor-icons/react/dist/csr/MagicWand'
import { PolygonIcon } from '@phosphor-icons/react/dist/csr/Polygon'
import { ScissorsIcon } from '@phosphor-icons/react/dist/csr/Scissors'
import { SparkleIcon } from '@phosphor-icons/react/dist/csr/Sparkle'
import type { Stage } from '../../src-shared/events.ts'

/** What the stages of a run are called, and what each does. */
export const STAGE_WORDS: Readonly<
  Record<Stage, { readonly name: string; readonly text: string; readonly Icon: Icon }>
> = {
  photos: { name: 'Photos', text: 'Reads the photos and leaves out what cannot be used.', Icon: ImagesIcon },
  background: { name: 'Cut-out', text: 'Cuts the object out of its photo.', Icon: ScissorsIcon },
  cameras: { name: 'Cameras', text: 'Finds where each photo was taken, from details they share.', Icon: CameraIcon },
  views: {
    name: 'Views',
    text: 'Draws the object from sixteen sides; what the photo does not show is guessed.',
    Icon: GridNineIcon,
  },
  depth: { name: 'Depth', text: 'Finds how far each pixel of each view is away.', Icon: GradientIcon },
  training: {
    name: 'Splats',
    text: 'Forms Gaussian splats until they look like the photos from every camera.',
    Icon: SparkleIcon,
  },
  refine: {
    name: 'Refine',
    text: 'Sharpens the views and carries over to the splats what depth and features confirm; the photo is never matched worse.',
    Icon: MagicWandIcon,
  },
  surface: { name: 'Surface', text: 'Turns the splats into a mesh and bakes its texture.', Icon: PolygonIcon },
  export: { name: 'Model', text: 'Writes the model to a GLB file.', Icon: ExportIcon },
}
