import { basename } from 'node:path'
import type { Camera } from '../../src-shared/camera.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import type { Similarity } from '../cameras/types.ts'
import { readSplats } from '../export/read-splats.ts'
import { placeSplats } from './place-splats.ts'
import { seenShare } from './seen-share.ts'
import { withHarmonicsDegree } from './truncate-harmonics.ts'
import { usableSplats } from './usable-splats.ts'

interface StartingSplatsOptions {
  /** All cameras, in our world frame. */
  readonly cameras: readonly Camera[]
  /** What took imported cameras to our world: the splats are in the cameras' own world then. Null: they are in ours. */
  readonly toWorld: Similarity | null
  /** The harmonics the training is to have: higher ones are cut off, missing ones begin at zero. */
  readonly shDegree: SplatCloud['shDegree']
  readonly onWarning?: (message: string) => void
}

/** Training leaves nothing unseen: of the splats made from a set of photos nearly all lie in one of them. */
const FEWEST_SEEN = 0.1
const FEW_SEEN = 0.5

/**
 * Reads the splats that a training begins with (`readSplats` says from what) and puts them into the cameras' world.
 * Splats with values that are no numbers are left out, with a warning. Throws what reading throws, and
 * `validation_failed` where no splat is usable or hardly any lies within a photo.
 */
export async function startingSplats(path: string, options: StartingSplatsOptions): Promise<SplatCloud> {
  const { cameras, toWorld, shDegree, onWarning } = options
  const name = basename(path)
  const { cloud: usable, dropped } = usableSplats(await readSplats(path))
  if (usable.count === 0) {
    throw new StudioError(
      'validation_failed',
      `None of the ${dropped} splats in ${name} has only numbers for values.`,
      'Export the splats again from the program they come from.',
    )
  }
  if (dropped > 0)
    onWarning?.(`${dropped} of the splats in ${name} have values that are no numbers; they are left out.`)
  const placed = toWorld ? placeSplats(usable, toWorld) : usable
  const share = seenShare(placed.positions, cameras)
  if (share < FEWEST_SEEN) throw unseen(name, share, toWorld !== null)
  if (share < FEW_SEEN) {
    onWarning?.(`Only ${percent(share)} of the splats in ${name} lie within a photo; they may belong to other cameras.`)
  }
  return withHarmonicsDegree(placed, shDegree)
}

function unseen(name: string, share: number, known: boolean): StudioError {
  return new StudioError(
    'validation_failed',
    `The splats in ${name} are not where the photos look: ${share === 0 ? 'none' : `only ${percent(share)}`} of them lie within a photo.`,
    known
      ? 'Give the splats that were trained with these very cameras, neither moved nor exported from here since; or start without them.'
      : 'Give splats that this program made from these photos; splats from elsewhere need the cameras they were trained with (--cameras, or "Known cameras" in the studio). Or start without them.',
  )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.01 ? 1 : 0)} %`
}
