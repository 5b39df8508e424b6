import { expect, test } from 'vitest'
import { findCameraFiles } from '../../../../src-renderer/intake/find-camera-files.ts'

const pathed = (...paths: string[]) =>
  paths.map((path) => ({ path, file: new File(['x'], path.split('/').at(-1) ?? '', { type: path }) }))
/** The paths of what is taken, which the files carry as their type. */
const taken = (...paths: string[]) => {
  const found = findCameraFiles(pathed(...paths))
  return found && { name: found.name, paths: found.files.map(({ type }) => type) }
}
const model = (folder: string, kind: string) =>
  ['cameras', 'images', 'points3d'].map((part) => `${folder}${part}.${kind}`)

test('a COLMAP workspace: the first model, in binary where there is both', () => {
  const files = [...model('job/sparse/1/', 'bin'), ...model('job/sparse/0/', 'txt'), ...model('job/sparse/0/', 'bin')]
  expect(taken('job/database.db', ...files)).toEqual({ name: 'job', paths: model('job/sparse/0/', 'bin') })
})

test('three files chosen one by one, whatever the case of their names', () => {
  expect(taken('points3d.txt', 'images.txt', 'cameras.txt')).toEqual({
    name: 'COLMAP model',
    paths: model('', 'txt'),
  })
})

test('a transforms.json, or a JSON of another name chosen by itself', () => {
  expect(taken('scan/images/1.jpg', 'scan/transforms.json')?.paths).toEqual(['scan/transforms.json'])
  expect(taken('poses.json')).toEqual({ name: 'poses.json', paths: ['poses.json'] })
  expect(taken('a/poses.json', 'a/other.json')).toBeNull()
})

test('an incomplete model is none', () => {
  expect(taken('cameras.bin', 'images.bin')).toBeNull()
  expect(taken('cameras.bin', 'images.bin', 'points3d.txt')).toBeNull()
  expect(findCameraFiles([])).toBeNull()
})
