import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type CardOf, graphsOf } from '../../src-engine/inference/cards/model-card.ts'
import { SHIPPED_CARDS } from '../../src-engine/inference/cards/shipped-cards.ts'
import type { ModelFiles } from '../../src-engine/inference/sessions/inference.ts'
import type { ModelSlot } from '../../src-shared/model-slots.ts'

/** The model of a shipped card, its graphs' files taken from a folder. */
export function modelInFolder<Slot extends ModelSlot>(folder: string, id: string): ModelFiles<CardOf<Slot>> {
  const card = SHIPPED_CARDS.find((known) => known.id === id) as CardOf<Slot>
  const files = graphsOf(card).map(([name, { file }]) => {
    const path = join(folder, file.name)
    return [name, { path, bytes: statSync(path).size, sha256: file.hash?.hex ?? '' }]
  })
  return { card, files: Object.fromEntries(files) }
}
