import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
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

test('what runs models is shown with why others do not, and can be chosen where it loads', async () => {
  vi.stubEnv('GLIMPSE3D_HOME', join(folder.path, 'home'))
  const shown = await runCli(['models', 'provider'])
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringMatching(/^cpu +processor +loads/m) })
  expect(shown.stdout).toContain('Chosen: auto.')
  expect((await runCli(['models', 'provider', 'cpu'])).stdout).toContain('Chosen: cpu.')
  expect(JSON.parse(readFileSync(join(folder.path, 'home', 'models.json'), 'utf8'))).toMatchObject({ provider: 'cpu' })
  const none = await runCli(['models', 'provider', process.platform === 'linux' ? 'dml' : 'cuda'])
  expect(none.code).toBe(2)
  expect(none.stderr).toContain('does not load on this machine')
  vi.unstubAllEnvs()
})
