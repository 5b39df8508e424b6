import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { graphsOf, modelCardSchema } from '../../../src-engine/inference/cards/model-card.ts'
import { SHIPPED_CARDS } from '../../../src-engine/inference/cards/shipped-cards.ts'
import { IDENTITY_GRAPH } from '../../../src-engine/inference/sessions/identity-graph.ts'
import { MODEL_SLOTS } from '../../../src-shared/model-slots.ts'
import { writeOnnx } from '../../support/onnx/write-onnx.ts'

const MODELS = new URL('../../../models/', import.meta.url)

test('every card of the folder is shipped, under the name of its file, and every slot has one', () => {
  const names = readdirSync(MODELS).filter((name) => name.endsWith('.json'))
  expect(SHIPPED_CARDS.map(({ id }) => `${id}.json`).sort()).toEqual(names.sort())
  expect(new Set(SHIPPED_CARDS.map(({ slot }) => slot))).toEqual(new Set(MODEL_SLOTS))
})

test('a download is always of one known file: an address comes with a checksum, but where the publisher gives none', () => {
  const unchecked = SHIPPED_CARDS.flatMap((card) =>
    graphsOf(card).flatMap(([, { file }]) => (file.url !== null && file.hash === null ? [card.id] : [])),
  )
  expect([...new Set(unchecked)]).toEqual(['triposr', 'midas-v2.1-small'])
})

test.each(['http://example.org/a.onnx', 'file:///etc/passwd'])('a card with the address %s is refused', (url) => {
  const card = JSON.parse(readFileSync(new URL('u2netp.json', MODELS), 'utf8'))
  card.graphs.matte.file.url = url
  expect(modelCardSchema.safeParse(card).success).toBe(false)
})

test.each(['../up.onnx', 'a/b.onnx', '.hidden.onnx', 'weights.exe'])(
  'a card with the file name %s is refused',
  (name) => {
    const card = JSON.parse(readFileSync(new URL('u2netp.json', MODELS), 'utf8'))
    card.graphs.matte.file.name = name
    expect(modelCardSchema.safeParse(card).success).toBe(false)
  },
)

test('the graph that providers are tried with is the identity', () => {
  const identity = writeOnnx({
    inputs: [{ name: 'x', shape: [1] }],
    outputs: [{ name: 'y', shape: [1] }],
    operations: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
  })
  expect(IDENTITY_GRAPH).toEqual(identity)
})
