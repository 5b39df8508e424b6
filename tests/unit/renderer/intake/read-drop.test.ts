import { describe, expect, test } from 'vitest'
import { type DroppedEntry, readDrop } from '../../../../src-renderer/intake/read-drop.ts'

function file(name: string): DroppedEntry {
  return { isFile: true, name, file: (done) => done(new File(['x'], name)) }
}

/** A folder as Chromium gives it: a hundred entries at a time, then none. */
function folder(name: string, inside: readonly DroppedEntry[]): DroppedEntry {
  return {
    isFile: false,
    name,
    createReader: () => {
      let at = 0
      return {
        readEntries: (done) => {
          done(inside.slice(at, at + 100))
          at += 100
        },
      }
    },
  }
}

describe('readDrop', () => {
  test('takes a folder with more entries than one reading gives, and names the project after it', async () => {
    const photos = Array.from({ length: 230 }, (_, i) => file(`IMG_${i + 1}.JPG`))
    const { files, leftOut, folder: name } = await readDrop([folder('kitchen', photos)])
    expect(files).toHaveLength(230)
    expect(leftOut).toEqual([])
    expect(name).toBe('kitchen')
  })

  test('orders by path with numbers as numbers, folders within folders included', async () => {
    const { files } = await readDrop([folder('a', [file('10.jpg'), file('9.jpg'), folder('b', [file('1.png')])])])
    expect(files.map(({ name }) => name)).toEqual(['9.jpg', '10.jpg', '1.png'])
  })

  test('leaves out what is no photo and names it, but says nothing of what systems leave behind', async () => {
    const { files, leftOut } = await readDrop([
      folder('set', [file('.DS_Store'), file('Thumbs.db'), file('notes.txt'), file('a.heic')]),
    ])
    expect(files.map(({ name }) => name)).toEqual(['a.heic'])
    expect(leftOut).toEqual(['set/notes.txt'])
  })

  test('several things dropped at once have no folder', async () => {
    expect((await readDrop([folder('one', [file('a.jpg')]), folder('two', [file('b.jpg')])])).folder).toBeNull()
    expect((await readDrop([file('a.jpg')])).folder).toBeNull()
  })

  test('rejects where a file cannot be read', async () => {
    const broken: DroppedEntry = { isFile: true, name: 'a.jpg', file: (_, failed) => failed(new Error('gone')) }
    await expect(readDrop([broken])).rejects.toThrow('gone')
  })
})
