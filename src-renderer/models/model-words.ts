import type { ModelSlot } from '../../src-shared/model-slots.ts'

/** What a step does, and what does it where no model is in use (`without` is its title). In the order of the pipeline. */
export const SLOT_WORDS: Readonly<
  Record<ModelSlot, { title: string; task: string; without: string; builtIn: string }>
> = {
  background: {
    title: 'Background',
    task: 'Cuts the object out of a photo.',
    without: 'Built in',
    builtIn: 'GrabCut, which goes by colours. It does well on plain backgrounds.',
  },
  matching: {
    title: 'Matching',
    task: 'Finds the same points in several photos.',
    without: 'Built in',
    builtIn: 'The studio’s own features. They do well on most photos.',
  },
  views: {
    title: 'Views',
    task: 'Makes sixteen views out of one photo.',
    without: 'Built in',
    builtIn: 'Pictures of the shape that is found from the photo.',
  },
  shape: {
    title: 'Shape',
    task: 'Guesses the whole object from one photo.',
    without: 'Built in',
    builtIn: 'The outline blown up to a round body, its back made like its front.',
  },
  depth: {
    title: 'Depth',
    task: 'Tells how far away each pixel is.',
    without: 'Built in',
    builtIn: 'The depth of the shape itself.',
  },
  enhance: {
    title: 'Enhance',
    task: 'Fills detail into rendered views.',
    without: 'Built in',
    builtIn: 'Detail taken over from the photo.',
  },
  perceptual: {
    title: 'Likeness',
    task: 'Measures how alike two pictures look to a person.',
    without: 'None',
    builtIn: 'It is left out. PSNR and SSIM are measured all the same.',
  },
}
