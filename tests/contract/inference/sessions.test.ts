import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { CardOf } from '../../../src-engine/inference/cards/model-card.ts'
import { createInference, type InferenceOptions } from '../../../src-engine/inference/sessions/inference.ts'
import { loadedBytes } from '../../../src-engine/inference/sessions/memory-budget.ts'
import { providersToTry } from '../../../src-engine/inference/sessions/providers.ts'
import { modelOnDisk, temporaryFolder } from '../../support/onnx/model-on-disk.ts'
import { cardLike, graphCard, meanOfChannels } from '../../support/onnx/tiny-models.ts'
import { writeOnnx } from '../../support/onnx/write-onnx.ts'

const folder = temporaryFolder()
afterAll(folder.remove)

const SHAPE = [1, 3, 4, 4]
const FEEDS = { image: { data: new Float32Array(48).fill(0.5), dims: SHAPE } }

/** A card whose graph takes and gives what is said. */
function card(id: string, input: object, output: object): CardOf<'background'> {
  const graphs = { matte: graphCard('a.onnx', { image: input }, { matte: output }) }
  return cardLike<'background'>('u2netp', { id, title: `The ${id} net`, graphs })
}

const pixels = { name: 'pixels', shape: SHAPE }
const map = { name: 'map', shape: [1, 1, 4, 4] }

function small(id: string) {
  return modelOnDisk(folder.path, card(id, pixels, map), [meanOfChannels(SHAPE)])
}

async function withInference(
  options: InferenceOptions,
  use: (inference: ReturnType<typeof createInference>) => Promise<void>,
) {
  const inference = createInference({ threads: 1, provider: 'cpu', ...options })
  try {
    await use(inference)
  } finally {
    await inference.close()
  }
}

test.each([
  ['an input of another name', { ...pixels, name: 'image' }, map, 'it has no input "image" (it has "pixels")'],
  ['an output of another name', pixels, { ...map, name: 'matte' }, 'it has no output "matte" (it has "map")'],
  [
    'an input of another shape',
    { ...pixels, shape: [1, 3, 8, 8] },
    map,
    'its input "pixels" has the shape [1, 3, 4, 4]',
  ],
  ['a free size the graph has not', { ...pixels, shape: [1, 3, 'h', 'w'] }, map, 'not [1, 3, h, w]'],
  ['an output of another shape', pixels, { ...map, shape: [1, 4, 4] }, 'its output "map" has the shape [1, 1, 4, 4]'],
  ['an input of another type', { ...pixels, type: 'int64' }, map, 'its input "pixels" is of float32, not int64'],
])('a model whose card names %s is refused by name', async (_, input, output, why) => {
  await withInference({}, async (inference) => {
    const files = modelOnDisk(folder.path, card('odd', input, output), [meanOfChannels(SHAPE)])
    const run = () => inference.model<'background'>(files).run('matte', FEEDS)
    for (const attempt of [() => inference.check(files), run]) {
      const refused = attempt()
      await expect(refused).rejects.toMatchObject({
        code: 'model_unusable',
        message: expect.stringMatching(/^The odd net does not fit its card/),
      })
      await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(why) })
    }
    expect(inference.loaded()).toEqual([])
  })
})

test('a graph that wants more inputs than its card knows is refused, and so is one of half floats', async () => {
  const graph = (type: 'float32' | 'float16') =>
    writeOnnx({
      inputs: [
        { name: 'pixels', shape: SHAPE, type },
        { name: 'strength', shape: SHAPE, type },
      ],
      outputs: [{ name: 'map', shape: SHAPE, type }],
      operations: [{ op: 'Mul', inputs: ['pixels', 'strength'], outputs: ['map'] }],
    })
  await withInference({}, async (inference) => {
    const two = modelOnDisk(folder.path, card('two', pixels, { ...map, shape: SHAPE }), [graph('float32')])
    await expect(inference.check(two)).rejects.toThrow('it wants an input "strength" that its card does not know')
    const half = modelOnDisk(folder.path, card('half', pixels, map), [graph('float16')])
    await expect(inference.check(half)).rejects.toThrow('its input "pixels" is of float16, not float32')
  })
})

test('what is no graph, what is missing and what is fed wrongly are told with the name of the model', async () => {
  await withInference({}, async (inference) => {
    const path = join(folder.path, 'text.onnx')
    writeFileSync(path, '<html>404 not found</html>')
    const text = { card: card('text', pixels, map), files: { matte: { path, bytes: 26, sha256: '' } } }
    await expect(inference.check(text)).rejects.toMatchObject({
      code: 'model_unusable',
      message: expect.stringContaining('The text net cannot be used'),
    })
    const gone = { ...text, files: { matte: { path: join(folder.path, 'gone.onnx'), bytes: 26, sha256: '' } } }
    await expect(inference.check(gone)).rejects.toMatchObject({ code: 'model_missing' })
    const wrong = { image: { data: new Float32Array(3), dims: [1, 3, 1, 1] } }
    await expect(inference.model<'background'>(small('fed')).run('matte', wrong)).rejects.toThrow(
      'The fed net: "image" is float32 [1, 3, 1, 1], where its card says float32 [1, 3, 4, 4]',
    )
  })
})

test('two projects share what is loaded, and their runs take turns', async () => {
  await withInference({}, async (inference) => {
    const files = small('shared')
    const order: string[] = []
    const project = async (name: string) => {
      const model = inference.model<'background'>(files)
      for (let i = 0; i < 3; i++) {
        await model.run('matte', FEEDS)
        order.push(name)
      }
    }
    await Promise.all([project('a'), project('b')])
    expect(inference.loaded()).toEqual([{ id: 'shared', graph: 'matte', provider: 'cpu' }])
    expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
  })
})

test('what one project has loaded serves the other too: the file is read once', async () => {
  await withInference({}, async (inference) => {
    const files = small('once')
    const [one, other] = [inference.model<'background'>(files), inference.model<'background'>(files)]
    await one.run('matte', FEEDS)
    rmSync(files.files.matte.path)
    expect((await other.run('matte', FEEDS)).matte.data[0]).toBe(0.5)
    await inference.release()
    await expect(other.run('matte', FEEDS)).rejects.toMatchObject({ code: 'model_missing' })
  })
})

test('projects that let go of models between each other’s runs, in little memory, both come to their end', async () => {
  await withInference({ available: () => 1 }, async (inference) => {
    const project = async (id: string) => {
      const model = inference.model<'background'>(small(id))
      const answers: number[] = []
      for (let i = 0; i < 4; i++) {
        const { matte } = await model.run('matte', FEEDS)
        answers.push(Number(matte.data[0]))
        if (i % 2 === 0) await inference.release()
      }
      return answers
    }
    const half = [0.5, 0.5, 0.5, 0.5]
    expect(await Promise.all([project('one'), project('other')])).toEqual([half, half])
    expect(inference.loaded().length).toBeLessThanOrEqual(1)
  })
})

test('the model used longest ago is let go when another needs its room, and comes back when it is wanted', async () => {
  const [first, second, third] = [small('first'), small('second'), small('third')]
  const budget = 2 * loadedBytes(first.files.matte.bytes) + 100
  await withInference({ budget }, async (inference) => {
    const ids = () => inference.loaded().map(({ id }) => id)
    const run = (files: typeof first) => inference.model<'background'>(files).run('matte', FEEDS)
    await run(first)
    await run(second)
    await run(first)
    await run(third)
    expect(ids()).toEqual(['first', 'third'])
    expect((await run(second)).matte.data[0]).toBe(0.5)
    expect(ids()).toEqual(['third', 'second'])
    await inference.release()
    expect(ids()).toEqual([])
  })
})

test('when memory runs short everything else is let go, and the run is still done', async () => {
  let left = 2 ** 40
  await withInference({ available: () => left }, async (inference) => {
    await inference.model<'background'>(small('before')).run('matte', FEEDS)
    left = 1
    const again = small('after')
    const { matte } = await inference.model<'background'>(again).run('matte', FEEDS)
    expect(matte.data[0]).toBe(0.5)
    expect(inference.loaded().map(({ id }) => id)).toEqual(['after'])
    left = 2 ** 40
    await inference.model<'background'>(small('later')).run('matte', FEEDS)
    left = 1
    await inference.model<'background'>(again).run('matte', FEEDS)
    expect(inference.loaded().map(({ id }) => id)).toEqual(['after'])
  })
})

test('a large model that there is no memory for is not loaded, and that is said with figures', async () => {
  await withInference({ available: () => 2 ** 30 }, async (inference) => {
    const files = small('huge')
    const huge = { ...files, files: { matte: { ...files.files.matte, bytes: 2 * 2 ** 30 } } }
    await expect(inference.model<'background'>(huge).run('matte', FEEDS)).rejects.toMatchObject({
      code: 'out_of_memory',
      message: 'The huge net needs 4.0 GiB of memory and 1.0 GiB are free.',
    })
    expect(inference.loaded()).toEqual([])
  })
})

test('a run that is cancelled before its turn is left out; others go on', async () => {
  await withInference({}, async (inference) => {
    const model = inference.model<'background'>(small('cancelled'))
    const controller = new AbortController()
    const runs = [
      model.run('matte', FEEDS),
      model.run('matte', FEEDS, { signal: controller.signal }),
      model.run('matte', FEEDS),
    ]
    controller.abort()
    const [one, two, three] = await Promise.allSettled(runs)
    expect([one.status, three.status]).toEqual(['fulfilled', 'fulfilled'])
    expect(two).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } })
  })
})

test('the caller keeps its arrays, and the same input gives the same output', async () => {
  await withInference({}, async (inference) => {
    const model = inference.model<'background'>(small('same'))
    const data = Float32Array.from({ length: 48 }, (_, i) => Math.sin(i))
    const [one, two] = [
      await model.run('matte', { image: { data, dims: SHAPE } }),
      await model.run('matte', { image: { data, dims: SHAPE } }),
    ]
    expect(data).toHaveLength(48)
    expect(one.matte).toEqual(two.matte)
  })
})

test('every provider of this system is tried; the processor always is one of those that load', async () => {
  await withInference({ provider: 'auto' }, async (inference) => {
    const checks = await inference.providers()
    expect(checks.map(({ provider }) => provider)).toEqual(providersToTry('auto'))
    expect(checks.at(-1)).toEqual({ provider: 'cpu', loads: true, reason: '' })
    for (const { loads, reason } of checks) expect(loads).toBe(reason === '')
    const fastest = checks.find(({ loads }) => loads)!.provider
    await inference.model<'background'>(small('auto')).run('matte', FEEDS)
    expect(inference.loaded()[0].provider).toBe(fastest)
    await inference.setProvider('cpu')
    expect(inference.loaded()).toEqual([])
    await inference.model<'background'>(small('auto')).run('matte', FEEDS)
    expect(inference.loaded()[0].provider).toBe('cpu')
  })
})

test('the order of providers on each system, and what an own choice leaves of it', () => {
  expect(providersToTry('auto', 'win32')).toEqual(['cuda', 'dml', 'cpu'])
  expect(providersToTry('auto', 'darwin')).toEqual(['coreml', 'cpu'])
  expect(providersToTry('auto', 'linux')).toEqual(['cuda', 'cpu'])
  expect(providersToTry('dml', 'win32')).toEqual(['dml', 'cpu'])
  expect(providersToTry('cpu', 'win32')).toEqual(['cpu'])
  expect(providersToTry('coreml', 'linux')).toEqual(['cpu'])
})
