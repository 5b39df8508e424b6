import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PACKAGES } from '../../../../src-renderer/settings/packages.ts'

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8'))

test('every package the studio runs on is named, with the licence it has', () => {
  const names = Object.keys(read('package.json').dependencies).sort()
  const installed = names.map((name) => ({ name, licence: read(`node_modules/${name}/package.json`).license }))
  expect(PACKAGES).toEqual(installed)
})
