import type { Cipher } from '../../../src-main/electron/secrets.ts'

/** A system that has no key store, or only one whose password everybody knows. */
export const withoutKeyStore: Cipher = { ...keyStore('k'), isAsyncEncryptionAvailable: async () => false }
export const basicText: Cipher = { ...keyStore('k'), getSelectedStorageBackend: () => 'basic_text' }

export interface KeyStore extends Cipher {
  /** Another key from now on; what the old one encrypted can still be read. */
  replaceKey(mark: string): void
}

/**
 * A key store that works as Electron's `safeStorage` does; its cipher need only not be the text itself. The last of its keys
 * encrypts, all of them decrypt.
 */
export function keyStore(...keys: readonly string[]): KeyStore {
  const marks = [...keys]
  const reversed = (text: string) => [...text].reverse().join('')
  return {
    replaceKey: (next) => void marks.push(next),
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: async (text) => Buffer.from(marks.at(-1) + reversed(text)),
    decryptStringAsync: async (bytes) => {
      const text = bytes.toString()
      const found = marks.find((one) => text.startsWith(one))
      if (found === undefined) throw new Error('Error while decrypting the ciphertext')
      return { result: reversed(text.slice(found.length)), shouldReEncrypt: found !== marks.at(-1) }
    },
  }
}
