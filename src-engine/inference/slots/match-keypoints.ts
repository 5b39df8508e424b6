import { floatsOf, unusable } from '../images/tensor-map.ts'
import type { Model, RunOptions } from '../sessions/inference.ts'
import type { LearnedKeypoints } from './learned-keypoints.ts'

export interface LearnedMatches {
  /** Index in the first photo, index in the second; two values a match. */
  readonly pairs: Uint32Array
  /** 0..1, how sure. */
  readonly scores: Float32Array
}

/** LightGlue's own threshold; some graphs leave out what is below, others give every best partner. */
const LEAST_SCORE = 0.1

/** Which keypoints of two photos show the same point, by LightGlue. Throws as `Model.run`. */
export async function matchKeypoints(
  model: Model<'matching'>,
  first: LearnedKeypoints,
  second: LearnedKeypoints,
  options: RunOptions = {},
): Promise<LearnedMatches> {
  if (first.scores.length === 0 || second.scores.length === 0) {
    return { pairs: new Uint32Array(0), scores: new Float32Array(0) }
  }
  const { title } = model.card
  const { matches, scores } = await model.run(
    'match',
    {
      keypoints0: { data: centred(first), dims: [1, first.scores.length, 2] },
      keypoints1: { data: centred(second), dims: [1, second.scores.length, 2] },
      descriptors0: { data: first.descriptors, dims: [1, first.scores.length, first.length] },
      descriptors1: { data: second.descriptors, dims: [1, second.scores.length, second.length] },
    },
    options,
  )
  const all = Array.from(matches.data, Number)
  const known = [first.scores.length, second.scores.length]
  if (all.some((index, i) => index < 0 || index >= known[i % 2])) {
    throw unusable(title, 'it matched keypoints that were not given')
  }
  const sure = Array.from(floatsOf(scores)).flatMap((score, i) => (score >= LEAST_SCORE ? [{ i, score }] : []))
  return {
    pairs: Uint32Array.from(sure.flatMap(({ i }) => [all[2 * i], all[2 * i + 1]])),
    scores: Float32Array.from(sure, ({ score }) => score),
  }
}

/** LightGlue wants positions about the photo's centre in halves of its longer side. */
function centred({ positions, width, height }: LearnedKeypoints): Float32Array {
  const half = Math.max(width, height) / 2
  return positions.map((value, i) => (value - (i % 2 === 0 ? width : height) / 2) / half)
}
