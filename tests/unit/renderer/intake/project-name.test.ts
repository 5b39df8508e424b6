import { expect, test } from 'vitest'
import { newProjectName, photoName } from '../../../../src-renderer/intake/project-name.ts'
import { projectNameSchema } from '../../../../src-shared/studio-api/project.ts'

const day = new Date(2026, 2, 9)

test('a new project is named after its folder, else after the day', () => {
  expect(newProjectName('old_garden  gnome', day)).toBe('old garden gnome')
  expect(newProjectName(null, day)).toBe('Photos of March 9, 2026')
  expect(newProjectName(' _ ', day)).toBe('Photos of March 9, 2026')
})

test('every name is one the host takes', () => {
  for (const folder of ['x'.repeat(300), `${'x'.repeat(99)} y`, null]) {
    expect(projectNameSchema.parse(newProjectName(folder, day))).toBe(newProjectName(folder, day))
  }
})

test('a photo gives its own name', () => {
  expect(photoName('old_garden gnome.v2.jpeg')).toBe('old garden gnome.v2')
  expect(photoName('.jpg')).toBe('Photo')
})
