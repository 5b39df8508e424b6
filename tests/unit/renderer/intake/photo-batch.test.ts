import { expect, test } from 'vitest'
import { likelyBelonging } from '../../../../src-renderer/intake/belonging.ts'
import { batchOfFiles, batchOfHandles } from '../../../../src-renderer/intake/photo-batch.ts'
import { StudioError } from '../../../../src-shared/errors.ts'

const { signal } = new AbortController()
const pictures = (count: number, bytes = 1) =>
  Array.from({ length: count }, (_, i) => new File(['x'.repeat(bytes)], `${i}.png`))

/** A host in which each file has one handle, a folder as many as its name says. */
function host(views: number[] = []) {
  const issued: string[] = []
  return {
    issued,
    issueHandles: async (files: readonly File[]) =>
      files.flatMap(({ name }) => {
        if (name === 'empty') throw new StudioError('path_not_found', 'empty holds no photos.', 'Choose another.')
        const handles = Array.from(
          { length: Number(/^folder of (\d+)/.exec(name)?.[1] ?? 1) },
          (_, i) => `${name}/${i}`,
        )
        issued.push(...handles)
        return handles
      }),
    api: {
      inspectHandles: async ({ handles }: { handles: string[] }) => ({
        names: handles.map((name) => `of ${name}`),
        views,
      }),
    },
  }
}

test('in a browser nothing is sent before it is wanted, but for what may be views', async () => {
  const client = host([...Array(16).keys()])
  expect(await batchOfFiles(client, pictures(15), 'browser')).toMatchObject({ views: [] })
  expect(await batchOfFiles(client, pictures(16, 2 ** 20 + 1), 'browser')).toMatchObject({ views: [] })
  expect(client.issued).toEqual([])
  const batch = await batchOfFiles(client, pictures(16), 'browser')
  expect(batch.views).toEqual(batch.files)
  expect(batch.files).toHaveLength(16)
  expect(client.issued).toHaveLength(16)
  expect(await batch.issueHandles([batch.files[3]], signal)).toEqual(['3.png/0'])
})

test('depth maps that lie beside sixteen views do not hide them', async () => {
  const beside = Array.from({ length: 16 }, (_, i) => [new File(['x'], `${i}-depth.png`), new File(['x'], `${i}.png`)])
  const client = host(Array.from({ length: 16 }, (_, i) => 2 * i + 1))
  const { files, views } = await batchOfFiles(client, beside.flat(), 'browser')
  expect(files).toHaveLength(32)
  expect(views.map(({ name }) => name).slice(0, 2)).toEqual(['of 0.png/0', 'of 1.png/0'])
})

test('in the desktop app a folder is as many files as it has photos; one without is named', async () => {
  const files = [new File([], 'folder of 3'), new File([], 'empty'), new File([], 'a.jpg')]
  const batch = await batchOfFiles(host(), files, 'desktop')
  expect(batch.files.map(({ name }) => name)).toEqual([
    'of folder of 3/0',
    'of folder of 3/1',
    'of folder of 3/2',
    'of a.jpg/0',
  ])
  expect(batch.refused).toEqual([{ file: 'empty', reason: 'empty holds no photos.', hint: 'Choose another.' }])
})

test('handles of one name stay apart', async () => {
  const client = host()
  client.api.inspectHandles = async ({ handles }) => ({ names: handles.map(() => 'same.jpg'), views: [] })
  const batch = await batchOfHandles(client, ['first', 'second'])
  expect(await batch.issueHandles([batch.files[1]], signal)).toEqual(['second'])
})

test('what photos most likely are', () => {
  expect(likelyBelonging({ count: 16, views: true })).toBe('views')
  expect(likelyBelonging({ count: 16, views: false })).toBe('one-object')
  expect(likelyBelonging({ count: 3, views: false })).toBe('one-object')
  expect(likelyBelonging({ count: 2, views: false })).toBe('one-each')
})
