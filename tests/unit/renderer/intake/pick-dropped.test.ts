import { expect, test } from 'vitest'
import { pickDropped } from '../../../../src-renderer/intake/read-drop.ts'

interface Dropped {
  readonly name: string
  readonly isDirectory?: boolean
  /** A picture dragged from another page. */
  readonly hasEntry?: boolean
}

/** A drop event's data as Chromium fills it. */
function transferOf(dropped: readonly Dropped[]): DataTransfer {
  const items = dropped.map(({ name, isDirectory = false, hasEntry = true }) => {
    const file = new File(['x'], name)
    const entry = { isFile: !isDirectory, isDirectory, name, file: (done: (file: File) => void) => done(file) }
    return { kind: 'file', getAsFile: () => file, webkitGetAsEntry: () => (hasEntry ? entry : null) }
  })
  // Text that is dragged along is no file.
  const text = { kind: 'string', getAsFile: () => null, webkitGetAsEntry: () => null }
  return { items: [...items, text] } as unknown as DataTransfer
}

const names = (files: readonly File[]) => files.map(({ name }) => name)

test('in the desktop app a folder stays whole and names the project', async () => {
  const picked = await pickDropped(transferOf([{ name: 'shoe', isDirectory: true }]), 'desktop')
  expect(names(picked.files)).toEqual(['shoe'])
  expect(picked.folder).toBe('shoe')
})

test('beside a folder, files are still sorted from what is no photo', async () => {
  const transfer = transferOf([{ name: 'b.jpg' }, { name: 'shoe', isDirectory: true }, { name: 'notes.txt' }])
  const picked = await pickDropped(transfer, 'desktop')
  expect(names(picked.files)).toEqual(['shoe', 'b.jpg'])
  expect(picked.leftOut).toEqual(['notes.txt'])
  expect(picked.folder).toBeNull()
})

test('a picture without an entry, dragged from another page, is taken too', async () => {
  const picked = await pickDropped(transferOf([{ name: 'a.png', hasEntry: false }, { name: 'b.png' }]), 'browser')
  expect(names(picked.files)).toEqual(['a.png', 'b.png'])
})
