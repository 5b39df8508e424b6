import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/onnx/model-on-disk.ts'
import { meanOfChannels } from '../../support/onnx/tiny-models.ts'
import { runCli } from '../../support/run-cli.ts'

const folder = temporaryFolder()
afterAll(folder.remove)
const MODELS = join(folder.path, 'models')
const models = (...words: string[]) => runCli(['models', ...words, '--folder', MODELS])

test('a model of the user is added, listed, found damaged, and removed', async () => {
  const file = join(folder.path, 'statue.onnx')
  writeFileSync(file, meanOfChannels([1, 3, 320, 320]))
  const unknown = await models('add', file)
  expect(unknown.code).toBe(2)
  expect(unknown.stderr).toContain('--like u2net')
  const added = await models('add', file, '--like', 'u2net')
  expect(added).toMatchObject({ code: 0, stdout: 'statue (statue) is installed and in use for background.' })
  const listed = JSON.parse((await models('list', '--json')).stdout)
  expect(listed.folder).toBe(MODELS)
  expect(listed.models.find((model: { id: string }) => model.id === 'statue')).toMatchObject({ inUse: true, own: true })
  appendFileSync(join(MODELS, 'statue', 'matte.onnx'), 'x')
  const verified = await models('verify')
  expect(verified.code).toBe(7)
  expect(verified.stdout).toContain('DAMAGED  statue')
  expect(await models('remove', 'statue')).toMatchObject({ code: 0, stdout: 'statue is removed.' })
  expect(existsSync(join(MODELS, 'statue'))).toBe(false)
})

test('nothing is downloaded while nobody agrees; licence and size are shown all the same', async () => {
  const asked = await models('install', 'u2netp-fp16')
  expect(asked.code).toBe(2)
  expect(asked.stdout).toContain('Licence  Apache-2.0')
  expect(asked.stdout).toContain('Size     2.3 MiB')
  expect(asked.stderr).toContain('Give --yes to agree')
  expect(existsSync(MODELS) && existsSync(join(MODELS, 'u2netp-fp16'))).toBe(false)
  expect((await models('install', 'no-such-model', '--yes')).code).toBe(7)
})
