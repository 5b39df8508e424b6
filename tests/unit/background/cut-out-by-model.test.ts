import { existsSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { iou } from '../../../bench/support/mask-agreement.ts'
import { modelInFolder } from '../../../bench/support/model-in-folder.ts'
import { cutOut } from '../../../src-engine/background/cut-out.ts'
import { createInference } from '../../../src-engine/inference/sessions/inference.ts'
import { inferMatte } from '../../../src-engine/inference/slots/infer-matte.ts'
import { RING, RING_MASK } from '../../support/ring.ts'

const MODELS = process.env.GLIMPSE3D_TEST_MODELS ?? ''

describe.skipIf(MODELS === '' || !existsSync(MODELS))('u2netp, from GLIMPSE3D_TEST_MODELS', () => {
  const inference = createInference()
  afterAll(() => inference.close())

  test('cuts the ring out with an IoU of at least .97', async () => {
    const network = inference.model(modelInFolder<'background'>(MODELS, 'u2netp-fp16'))
    const { method, matte } = await cutOut(RING, { model: (photo, options) => inferMatte(network, photo, options) })
    expect(method).toBe('model')
    expect(await iou(matte, RING_MASK)).toBeGreaterThan(0.97)
  })
})
