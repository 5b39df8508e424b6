import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSecrets } from '../../../src-main/electron/secrets.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

/** A key store that works as Electron's does; its cipher need only not be the text itself. */
const keyStore = (mark: string, available = true) => ({
  isEncryptionAvailable: () => available,
  getSelectedStorageBackend: () => 'gnome_libsecret' as const,
  encryptString: (text: string) => Buffer.from(mark + [...text].reverse().join('')),
  decryptString: (bytes: Buffer) => {
    const text = bytes.toString()
    if (!text.startsWith(mark)) throw new Error('Error while decrypting the ciphertext')
    return [...text.slice(mark.length)].reverse().join('')
  },
})

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

test('where there is no key store nothing is kept in the clear', async () => {
  const file = join(temporaryFolder(), 'secrets.json')
  await expect(createSecrets(keyStore('k', false), file).set('a', 'b')).rejects.toMatchObject({
    code: 'forbidden',
    hint: expect.stringContaining('KWallet'),
  })
  expect(await createSecrets(keyStore('k', false), file).get('a')).toBeNull()
})

test.skipIf(process.platform !== 'linux')('on Linux a password that everybody knows is no key store', async () => {
  const basic = { ...keyStore('k'), getSelectedStorageBackend: () => 'basic_text' as const }
  const secrets = createSecrets(basic, join(temporaryFolder(), 'secrets.json'))
  await expect(secrets.set('a', 'b')).rejects.toMatchObject({ code: 'forbidden' })
})
