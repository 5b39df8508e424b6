import { describe, expect, test } from 'vitest'
import { type UploadProgress, uploadPhotos } from '../../../../src-renderer/intake/upload-photos.ts'
import { StudioError } from '../../../../src-shared/errors.ts'

const photos = (count: number) => Array.from({ length: count }, (_, i) => new File(['x'], `${i}.jpg`))
const silent = { signal: new AbortController().signal, onProgress: () => {} }
const pause = () => new Promise((resolve) => setTimeout(resolve))

describe('uploadPhotos', () => {
  test('sends at most four at once and adds each file once', async () => {
    let underWay = 0
    let most = 0
    const added: string[] = []
    const progress: UploadProgress[] = []
    const result = await uploadPhotos(
      photos(20),
      {
        issueHandles: async ([{ name }]) => {
          most = Math.max(most, ++underWay)
          await pause()
          underWay--
          return [`handle ${name}`]
        },
        addPhotos: async (handles) => {
          added.push(...handles)
          return { refused: [] }
        },
      },
      { ...silent, onProgress: (now) => progress.push(now) },
    )
    expect(most).toBe(4)
    expect(new Set(added).size).toBe(20)
    expect(added).toHaveLength(20)
    expect(result).toMatchObject({ added: 20, refused: [], left: [], failure: null })
    expect(progress.at(-1)).toEqual({ done: 20, total: 20 })
  })

  test('what the host refuses is told, the others are added', async () => {
    const host = {
      issueHandles: async ([{ name }]: readonly File[]) => {
        if (name === '1.jpg') throw new StudioError('too_large', '1.jpg is larger than 512 MiB.', 'Save it smaller.')
        return [name]
      },
      addPhotos: async (handles: readonly string[]) => ({
        refused: handles.includes('2.jpg') ? [{ file: '2.jpg', reason: 'is blurred', hint: '' }] : [],
      }),
    }
    const { added, refused, left } = await uploadPhotos(photos(4), host, silent)
    expect(added).toBe(2)
    expect(refused.map(({ file }) => file).sort()).toEqual(['1.jpg', '2.jpg'])
    expect(left).toEqual([])
  })

  test('a lost connection ends it with the files that are left', async () => {
    const files = photos(12)
    let calls = 0
    const host = {
      issueHandles: async ([{ name }]: readonly File[]) => {
        await pause()
        if (++calls > 4) throw new StudioError('connection_lost', 'lost', 'wait')
        return [name]
      },
      addPhotos: async () => ({ refused: [] }),
    }
    const { added, left, failure } = await uploadPhotos(files, host, silent)
    expect(failure).toMatchObject({ code: 'connection_lost' })
    expect(added + left.length).toBe(12)
    expect(left).toContain(files[11])
  })

  test('cancelling stops between two files and is no failure', async () => {
    const controller = new AbortController()
    let sent = 0
    const host = {
      issueHandles: async ([{ name }]: readonly File[]) => {
        if (++sent === 5) controller.abort()
        await pause()
        return [name]
      },
      addPhotos: async () => ({ refused: [] }),
    }
    const { left, failure } = await uploadPhotos(photos(30), host, { ...silent, signal: controller.signal })
    expect(failure).toBeNull()
    expect(sent).toBeLessThan(9)
    expect(left.length).toBeGreaterThan(20)
  })

  test('a folder of the desktop app counts as its photos', async () => {
    const progress: UploadProgress[] = []
    const host = {
      issueHandles: async () => Array.from({ length: 15 }, (_, i) => `h${i}`),
      addPhotos: async () => ({ refused: [] }),
    }
    const { added, left } = await uploadPhotos([new File([], 'folder')], host, {
      ...silent,
      onProgress: (now) => progress.push(now),
    })
    expect(added).toBe(15)
    expect(left).toEqual([])
    expect(progress).toEqual([6, 12, 15].map((done) => ({ done, total: 15 })))
  })
})
