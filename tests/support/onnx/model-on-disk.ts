import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { graphsOf, type ModelCard } from '../../../src-engine/inference/cards/model-card.ts'
import type { ModelFiles } from '../../../src-engine/inference/sessions/inference.ts'

/** A folder for one test file; call `remove` at its end. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'glimpse3d-models-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

let written = 0

/** Writes a model's graphs, in the order of its card, and gives it ready for `Inference.model`. */
export function modelOnDisk<Card extends ModelCard>(
  folder: string,
  card: Card,
  graphs: readonly Uint8Array[],
): ModelFiles<Card> {
  const files = graphsOf(card).map(([name], i) => {
    const path = join(folder, `${written++}-${name}.onnx`)
    writeFileSync(path, graphs[i])
    return [name, { path, bytes: graphs[i].length, sha256: String(written) }]
  })
  return { card, files: Object.fromEntries(files) }
}
