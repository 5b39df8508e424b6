import type { ModelCard } from '../cards/model-card.ts'
import { graphsOf } from '../cards/model-card.ts'
import { mirrored } from './mirror.ts'
import { type AddressOptions, openAddress } from './open-address.ts'

const IDLE_MS = 15_000

/**
 * Bytes of a model's files as their server tells them; null where it cannot be reached or does not say. To show the size
 * before a download whose card does not know it.
 */
export async function remoteSize(
  card: ModelCard,
  mirror: string | null,
  options: Pick<AddressOptions, 'signal' | 'env'> = {},
): Promise<number | null> {
  let sum = 0
  for (const [, { file }] of graphsOf(card)) {
    if (file.url === null) return null
    try {
      const response = await openAddress(mirrored(file.url, mirror), { ...options, method: 'HEAD', idleMs: IDLE_MS })
      response.destroy()
      const length = Number(response.headers['content-length'])
      if (response.statusCode !== 200 || !Number.isSafeInteger(length)) return null
      sum += length
    } catch {
      return null
    }
  }
  return sum
}
