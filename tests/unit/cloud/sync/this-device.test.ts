import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { thisDevice } from '../../../../src-main/cloud/sync/this-device.ts'
import { temporaryFolder } from '../../../support/test-photos.ts'

test('however many syncs begin at once for the first time, the machine is one device', async () => {
  const folder = join(temporaryFolder(), 'home')
  const devices = await Promise.all(Array.from({ length: 8 }, () => thisDevice(folder)))
  expect(new Set(devices.map(({ id }) => id)).size).toBe(1)
  expect(await thisDevice(folder)).toEqual(devices[0])
  expect(readdirSync(folder)).toEqual(['device.json'])
})

test('a record that is damaged is made anew, and stays from then on', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'device.json'), '{"id":')
  const device = await thisDevice(folder)
  expect(await thisDevice(folder)).toEqual(device)
  expect(readdirSync(folder)).toEqual(['device.json'])
})
