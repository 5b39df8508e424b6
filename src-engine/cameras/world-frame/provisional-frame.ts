import type { CameraSolution } from '../types.ts'
import { worldFrame } from './world-frame.ts'

/**
 * Puts a solution that grows, one state of it after another, into a world frame as far as that can be told yet. The
 * first photo of the first state stays in front as long as it is placed, so that the scene does not turn about
 * whenever a photo with an earlier name joins it.
 */
export function provisionalFrames(): (partial: CameraSolution) => CameraSolution {
  let front = ''
  return (partial) => {
    const known = partial.cameras.findIndex(({ file }) => file === front)
    const index = Math.max(0, known)
    front = partial.cameras[index]?.file ?? ''
    return worldFrame(partial, index)
  }
}
