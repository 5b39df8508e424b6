import type { Camera } from '../../../src-shared/camera.ts'
import { poseOf } from '../camera/photo-pose.ts'
import type { SeenPicture } from '../look/seen-pictures.ts'

type Tint = readonly [number, number, number]

/** sRGB as drawn. The studio's accent where all is well, amber for photos that the splats explain worse than the rest. */
const PLAIN: Tint = [0.44, 0.55, 1]
const POOR: Tint = [0.94, 0.7, 0.3]
/** So many dB below the median stand out: a blurred or misplaced photo. */
const POOR_BY = 3
/** Of the median distance of the cameras from the object: neighbours on a ring of 40 photos do not touch. */
const DEPTH_SHARE = 0.06

/** A colour a camera. */
export function cameraTints(cameras: readonly Camera[], pictures: readonly SeenPicture[]): Tint[] {
  const scores = new Map(pictures.flatMap(({ file, psnr }) => (psnr === null ? [] : [[file, psnr] as const])))
  const typical = median([...scores.values()])
  return cameras.map(({ file }) => ((scores.get(file) ?? Infinity) < typical - POOR_BY ? POOR : PLAIN))
}

/** How deep the frustums are drawn, world units. */
export function frustumDepth(cameras: readonly Camera[]): number {
  return DEPTH_SHARE * (median(cameras.map((camera) => poseOf(camera).position.length())) || 1)
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0
}
