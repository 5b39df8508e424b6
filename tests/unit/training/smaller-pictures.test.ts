import { expect, it } from 'vitest'
import { renderSplats } from '../../../src-engine/training/cpu/render-splats.ts'
import { resizeCamera } from '../../../src-shared/camera.ts'
import { ball, circleCameras } from '../../support/coloured-ball.ts'

/** 400 specks of a tenth to a half of a pixel at 128 pixels, half opaque. */
function specks() {
  const cloud = ball(400)
  const logScales = cloud.logScales.map((_, i) => Math.log(0.003 + 0.00003 * (i % 400)))
  return { ...cloud, logScales, opacityLogits: new Float32Array(400) }
}

it('splats smaller than a pixel cover as much of a small picture as of a large one', async () => {
  const [camera] = circleCameras(1, 512, 512)
  const sizes = [512, 256, 128, 64]
  const renders = await renderSplats(
    specks(),
    sizes.map((size) => resizeCamera(camera, size, size)),
    { threads: 1 },
  )
  const covered = renders.map(({ alpha }) => alpha.reduce((sum, a) => sum + a, 0) / alpha.length)
  console.info(`alpha on average at ${sizes.join(', ')} pixels: ${covered.map((a) => a.toFixed(5)).join(', ')}`)
  // A little falls below the smallest alpha that is drawn, more of it in small pictures.
  for (const part of covered) expect(Math.abs(part / covered[0] - 1)).toBeLessThan(0.1)
})
