import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mountSmallDisk } from '../support/full-disk.ts'
import { type CliResult, runCli } from '../support/run-cli.ts'
import { smallVase } from '../support/small-vase.ts'
import { blocks } from '../support/test-photos.ts'

let root: string
let vase: string
let vaseFiles: string[]

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'glimpse3d-bad-'))
  await chmod(root, 0o755)
  vase = await smallVase(join(root, 'vase'), 4)
  vaseFiles = (await readdir(vase)).map((name) => join(vase, name))
})
afterAll(() => rm(root, { recursive: true }))

async function folderOf(name: string, photos: Record<string, string | Buffer>): Promise<string> {
  const folder = join(root, name)
  await mkdir(folder)
  for (const [file, content] of Object.entries(photos)) {
    if (typeof content === 'string') await cp(content, join(folder, file))
    else await writeFile(join(folder, file), content)
  }
  return folder
}

const reconstruct = (photos: string, ...words: string[]) =>
  runCli(['reconstruct', photos, '-o', join(root, 'model.glb'), '--preset', 'fast', ...words])

/** What every failure looks like: a message, a hint, no stack, nothing on standard output, no model. */
function expectFailure(result: CliResult, code: number, ...says: (string | RegExp)[]) {
  expect(result.stderr).toMatch(/^\n?(.*\n)*Error: .+\n.+\n$/)
  for (const text of says) expect(result.stderr).toMatch(text)
  expect(result.stderr).not.toMatch(/^ +at /m)
  expect(result.stdout).toBe('')
  expect(result.code).toBe(code)
}

test('no photos', async () => {
  const empty = await folderOf('empty', { 'notes.txt': Buffer.from('nothing here') })
  expectFailure(await reconstruct(empty), 3, /no usable photo/i, /folder that holds the photos/)
})

test('two photos', async () => {
  const two = await folderOf('two', { 'a.jpg': vaseFiles[0], 'b.jpg': vaseFiles[1] })
  expectFailure(await reconstruct(two), 3, /two|2/, /three|20/)
})

test('no such folder of photos', async () => {
  expectFailure(await reconstruct(join(root, 'nowhere')), 6, 'nowhere', /path/)
})

test('photos of different things', async () => {
  const photos: Record<string, Buffer> = {}
  for (let i = 0; i < 5; i++)
    photos[`thing-${i}.jpg`] = await blocks(400, 300, 100 + i)
      .jpeg()
      .toBuffer()
  expectFailure(await reconstruct(await folderOf('different', photos)), 4, /overlap/)
})

test('one photo many times over, as copies of the file', async () => {
  const copies = Object.fromEntries([1, 2, 3, 4, 5].map((i) => [`copy-${i}.jpg`, vaseFiles[0]]))
  expectFailure(await reconstruct(await folderOf('copies', copies)), 3, /copies/, /around/)
})

test('one photo many times over, saved anew each time', async () => {
  const photos: Record<string, Buffer> = {}
  for (const quality of [70, 80, 85, 90, 95]) {
    photos[`q${quality}.jpg`] = await sharp(vaseFiles[0]).keepExif().jpeg({ quality }).toBuffer()
  }
  expectFailure(await reconstruct(await folderOf('reencoded', photos)), 4, /around/)
})

test('a truncated JPEG and a text file named .jpg among good photos: named, left out, and the run goes on', async () => {
  const good = Object.fromEntries(vaseFiles.slice(0, 3).map((path, i) => [`good-${i}.jpg`, path]))
  const whole = await readFile(vaseFiles[3])
  const mixed = await folderOf('mixed', {
    ...good,
    'cut-off.jpg': whole.subarray(0, whole.length / 2),
    'letter.jpg': Buffer.from('Dear Sir or Madam, this is no photo.'),
  })
  const { events } = await runCli(['reconstruct', mixed, '-o', join(root, 'mixed.glb'), '--json'], {
    onEvent: (event, process) => {
      if (event.type === 'stage' && event.stage === 'cameras') process.kill('SIGINT')
    },
  })
  const warnings = events.flatMap((event) => (event.type === 'log' && event.level === 'warning' ? [event.message] : []))
  expect(warnings).toEqual(
    expect.arrayContaining([expect.stringContaining('cut-off.jpg'), expect.stringContaining('letter.jpg')]),
  )
  expect(events).toContainEqual(expect.objectContaining({ type: 'stage', stage: 'photos', state: 'finished' }))
})

test.skipIf(process.getuid?.() !== 0)('a folder without read permission', async () => {
  const locked = await folderOf('locked', { 'a.jpg': vaseFiles[0] })
  await chmod(locked, 0)
  const outputs = join(root, 'outputs')
  await mkdir(outputs)
  await chmod(outputs, 0o777)
  const words = ['reconstruct', locked, '-o', join(outputs, 'model.glb')]
  expectFailure(await runCli(words, { uid: 65534 }), 6, 'locked', /permission/)
})

test('an output folder that does not exist', async () => {
  const result = await runCli(['reconstruct', vase, '-o', join(root, 'missing', 'model.glb')])
  expectFailure(result, 6, /missing does not exist/, /Create it/)
})

test.skipIf(process.getuid?.() !== 0)('an output folder that may not be written', async () => {
  const result = await runCli(['reconstruct', vase, '-o', join(vase, 'model.glb')], { uid: 65534 })
  expectFailure(result, 6, 'vase', /permission/)
})

const disk = mountSmallDisk(256)
test.skipIf(!disk)('an output folder on a full disk is found out before the work begins', async () => {
  try {
    const result = await runCli(['reconstruct', vase, '-o', join(disk!.path, 'model.glb')])
    expectFailure(result, 6, /full/, /Free some space/)
    expect(await readdir(disk!.path)).toEqual([])
  } finally {
    disk!.unmount()
  }
})

test('a project folder written by a newer version is left alone', async () => {
  const text = '{"schemaVersion": 99, "photos": "of the future"}'
  const project = await folderOf('newer', { 'project.json': Buffer.from(text) })
  expectFailure(await reconstruct(vase, '--project', project, '--resume'), 5, /newer version/, /Update/)
  expect(await readFile(join(project, 'project.json'), 'utf8')).toBe(text)
})

test('a manifest damaged by hand is left alone', async () => {
  const text = '{"schemaVersion": 1, "created": "yesterday",}'
  const project = await folderOf('damaged', { 'project.json': Buffer.from(text) })
  expectFailure(await reconstruct(vase, '--project', project), 5, /damaged/, /delete the project folder/)
  expect(await readFile(join(project, 'project.json'), 'utf8')).toBe(text)
})

test('cameras that are not there', async () => {
  expectFailure(await reconstruct(vase, '--cameras', join(root, 'none.json')), 6, /none\.json/, /transforms\.json/)
})

test.each([
  [['reconstruct', 'photos'], '--output'],
  [['reconstruct', 'photos', '-o', 'a.glb', '--preset', 'slow'], 'balanced'],
  [['reconstruct', 'photos', '-o', 'a.glb', '--steps', '0'], 'whole number'],
  [['reconstruct', 'photos', '-o', 'a.glb', '--format', 'glb,fbx'], 'splat'],
  [['convert', 'a.ply'], 'out'],
  [['paint'], 'paint'],
])('wrong words: %j', async (words, says) => {
  const { code, stderr } = await runCli(words)
  expect(stderr).toContain(says)
  expect(code).toBe(2)
})
