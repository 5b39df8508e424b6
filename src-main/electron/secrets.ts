import { readFile } from 'node:fs/promises'
import type { SafeStorage } from 'electron'
import { z } from 'zod'
import { writeAtomically } from '../../src-engine/files/write-atomically.ts'
import { StudioError } from '../../src-shared/errors.ts'

const fileSchema = z.record(z.string(), z.base64())

/** Passwords and tokens, kept encrypted with a key that the system's key store holds. */
export interface Secrets {
  get(name: string): Promise<string | null>
  /** Null forgets it. Throws `forbidden` where the system has no key store. */
  set(name: string, value: string | null): Promise<void>
}

type Cipher = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>

/** `file` holds the encrypted values by name. One that the key store cannot read any more counts as forgotten. */
export function createSecrets(cipher: Cipher, file: string): Secrets {
  let writing = Promise.resolve()
  const read = async () => {
    try {
      return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    } catch {
      return {}
    }
  }
  const write = async (name: string, value: string | null) => {
    const { [name]: _, ...others } = await read()
    const kept = value === null ? others : { ...others, [name]: cipher.encryptString(value).toString('base64') }
    await writeAtomically(file, `${JSON.stringify(kept, null, 2)}\n`)
  }
  return {
    get: async (name) => {
      const { [name]: value } = await read()
      if (value === undefined || !isSafe(cipher)) return null
      try {
        return cipher.decryptString(Buffer.from(value, 'base64'))
      } catch {
        return null
      }
    },
    set: (name, value) => {
      if (value !== null && !isSafe(cipher)) return Promise.reject(noKeyStore())
      const written = writing.then(() => write(name, value))
      writing = written.catch(() => {})
      return written
    },
  }
}

/** On Linux without a key store Electron encrypts with a password that is no secret (`basic_text`). */
function isSafe(cipher: Cipher): boolean {
  if (!cipher.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || cipher.getSelectedStorageBackend() !== 'basic_text'
}

function noKeyStore(): StudioError {
  return new StudioError(
    'forbidden',
    'This system has no key store to keep a password in.',
    'Install or unlock one (GNOME Keyring, KWallet), or sign in again at every start.',
  )
}
