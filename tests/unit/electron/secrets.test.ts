import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSecrets } from '../../../src-main/electron/secrets.ts'
import { basicText, keyStore, withoutKeyStore } from '../../support/electron/key-store.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

test('a secret is kept encrypted, read again after a restart, and forgotten when asked', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  const secrets = createSecrets(keyStore('k1'), file)
  expect(await secrets.get('session')).toBeNull()
  await Promise.all([secrets.set('session', 'hunter2'), secrets.set('other', 'x'), secrets.set('third', 'y')])
  expect(readFileSync(file, 'utf8')).not.toContain('hunter2')
  const again = createSecrets(keyStore('k1'), file)
  expect([await again.get('session'), await again.get('other'), await again.get('third')]).toEqual([
    'hunter2',
    'x',
    'y',
  ])
  await again.set('session', null)
  expect([await again.get('session'), await again.get('other')]).toEqual([null, 'x'])
})

test('what another key store encrypted, or a damaged file, counts as forgotten', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  await createSecrets(keyStore('k1'), file).set('session', 'hunter2')
  expect(await createSecrets(keyStore('k2'), file).get('session')).toBeNull()
  writeFileSync(file, '{')
  const secrets = createSecrets(keyStore('k1'), file)
  expect(await secrets.get('session')).toBeNull()
  await secrets.set('session', 'new')
  expect(await secrets.get('session')).toBe('new')
})

test('a secret whose key was replaced is encrypted with the new one as soon as it is read', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  const store = keyStore('k1')
  const secrets = createSecrets(store, file)
  await secrets.set('session', 'hunter2')
  store.replaceKey('k2')
  expect(await secrets.get('session')).toBe('hunter2')
  expect(await createSecrets(keyStore('k2'), file).get('session')).toBe('hunter2')
})

test('where there is no key store nothing is kept in the clear', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  const secrets = createSecrets(withoutKeyStore, file)
  const refused = { code: 'forbidden', hint: expect.stringContaining('KWallet') }
  await expect(secrets.check()).rejects.toMatchObject(refused)
  await expect(secrets.set('a', 'b')).rejects.toMatchObject(refused)
  expect(await secrets.get('a')).toBeNull()
  await expect(createSecrets(keyStore('k'), file).check()).resolves.toBeUndefined()
})

test.skipIf(process.platform !== 'linux')('on Linux a password that everybody knows is no key store', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  await createSecrets(keyStore('k'), file).set('a', 'b')
  const secrets = createSecrets(basicText, file)
  await expect(secrets.set('a', 'b')).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('basic_text'),
  })
  expect(await secrets.get('a')).toBeNull()
  await secrets.set('a', null)
  expect(await createSecrets(keyStore('k'), file).get('a')).toBeNull()
})
