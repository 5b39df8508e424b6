import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { splitHeldOut } from '../../../src-engine/pipeline/held-out.ts'
import { outputsOf, presetOf } from '../../../src-engine/pipeline/options.ts'
import { PRESETS } from '../../../src-shared/presets.ts'

const base = { photos: 'photos', project: 'project' }

test.each([
  ['model.glb', undefined, ['glb model.glb']],
  ['model.GLB', ['ply', 'glb'], ['glb model.GLB', 'ply model.ply']],
  ['splats.spz', ['glb'], ['spz splats.spz', 'glb splats.glb']],
  ['vase.v2', ['obj'], ['glb vase.v2.glb', 'obj vase.v2.obj']],
] as const)('%s with formats %j', (output, formats, expected) => {
  const outputs = outputsOf({ ...base, output, formats })
  expect(outputs).toEqual(
    expected.map((text) => {
      const [format, path] = text.split(' ')
      return { format, path: resolve(path) }
    }),
  )
})

test('steps replace those of the preset and nothing else', () => {
  expect(presetOf({ ...base, output: 'a.glb', preset: 'fast', steps: 7 })).toEqual({ ...PRESETS.fast, steps: 7 })
  expect(presetOf({ ...base, output: 'a.glb' })).toEqual(PRESETS.balanced)
})

test('every 8th photo is held out, from the first, and only when asked', () => {
  const photos = Array.from({ length: 18 }, (_, i) => i)
  expect(splitHeldOut(photos, true).heldOut).toEqual([0, 8, 16])
  expect(splitHeldOut(photos, true).trained).toEqual(photos.filter((i) => i % 8 !== 0))
  expect(splitHeldOut(photos, false)).toEqual({ trained: photos, heldOut: [] })
})
