import { serveTasks } from '../../threads/serve-tasks.ts'
import type { PairMatches } from '../types.ts'
import type { MatchTask } from './match-features.ts'
import { countCoarseMatches, type MatchInput, matchPair } from './match-pair.ts'

let input: MatchInput | undefined

serveTasks<MatchTask, readonly (PairMatches | null)[] | readonly number[] | null>((task) => {
  if (task.kind === 'photos') {
    input = task.input
    return null
  }
  const photos = input
  if (!photos) throw new Error('pairs came before the photos')
  const { pairs } = task
  const indices = Array.from({ length: pairs.length / 2 }, (_, i) => 2 * i)
  return task.kind === 'coarse'
    ? indices.map((i) => countCoarseMatches(photos, pairs[i], pairs[i + 1], task.most))
    : indices.map((i) => matchPair(photos, pairs[i], pairs[i + 1]))
})
