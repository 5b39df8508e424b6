import type { MappedPhoto } from './mapping-input.ts'

/** Photos taken with one lens share focal length and distortion. */
export interface LensGroups {
  /** Group of each photo. */
  readonly lensOf: Int32Array
  /** Per group: the prior focal length in pixels, and whether it is only a guess. */
  readonly groups: readonly LensGroup[]
}

interface LensGroup {
  readonly focalPx: number
  readonly guessed: boolean
  /** Longer side of its photos, pixels. */
  readonly longerSide: number
}

/**
 * Groups photos by camera model, size (either way up: turning the camera does not change the lens) and focal prior, so
 * that a zoom, or a phone's second lens, is a group of its own.
 */
export function groupLenses(photos: readonly MappedPhoto[]): LensGroups {
  const index = new Map<string, number>()
  const groups: LensGroup[] = []
  const lensOf = Int32Array.from(photos, ({ width, height, focalPx, focalSource, cameraModel }) => {
    const longer = Math.max(width, height)
    const key = [cameraModel, longer, Math.min(width, height), focalSource, focalPx.toPrecision(4)].join('|')
    let group = index.get(key)
    if (group === undefined) {
      group = groups.length
      index.set(key, group)
      groups.push({ focalPx, guessed: focalSource === 'default', longerSide: longer })
    }
    return group
  })
  return { lensOf, groups }
}
