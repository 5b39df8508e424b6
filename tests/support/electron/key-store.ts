import type { Cipher } from '../../../src-main/electron/secrets.ts'

export interface KeyStore extends Cipher {
  /** Another key from now on; what the old one encrypted can still be read. */
  replaceKey(mark: string): void
}

/** A key store that works as Electron's `safeStorage` does; its cipher need only not be the text itself. */
export function keyStore(mark: string, available = true, backend = 'gnome_libsecret'): KeyStore {
  const marks = [mark]
  const reversed = (text: string) => [...text].reverse().join('')
  return {
    replaceKey: (next) => void marks.push(next),
    isAsyncEncryptionAvailable: async () => available,
    getSelectedStorageBackend: () => backend as ReturnType<Cipher['getSelectedStorageBackend']>,
    encryptStringAsync: async (text) => Buffer.from(marks.at(-1) + reversed(text)),
    decryptStringAsync: async (bytes) => {
      const text = bytes.toString()
      const found = marks.find((one) => text.startsWith(one))
      if (found === undefined) throw new Error('Error while decrypting the ciphertext')
      return { result: reversed(text.slice(found.length)), shouldReEncrypt: found !== marks.at(-1) }
    },
  }
}
