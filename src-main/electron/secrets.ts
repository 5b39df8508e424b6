import { readFile, rm } from 'node:fs/promises'
import type { SafeStorage } from 'electron'
import { z } from 'zod'
import { writeAtomically } from '../../src-engine/files/write-atomically.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { Secrets } from '../cloud/sign-in/secrets.ts'

const fileSchema = z.record(z.string(), z.base64())

/** The part of Electron's `safeStorage` that does not block. */
export type Cipher = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>

/**
 * Secrets in a file, encrypted with a key that the system's key store holds. One that the key store cannot read any more
 * counts as forgotten; one whose key has been replaced is encrypted anew. With the last secret the file goes.
 */
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
    const kept =
      value === null ? others : { ...others, [name]: (await cipher.encryptStringAsync(value)).toString('base64') }
    if (Object.keys(kept).length === 0) await rm(file, { force: true })
    else await writeAtomically(file, `${JSON.stringify(kept, null, 2)}\n`)
  }
  const check = async () => {
    const refusal = await refusalOf(cipher)
    if (refusal) throw refusal
  }
  const set = (name: string, value: string | null) => {
    const written = writing.then(() => write(name, value))
    writing = written.catch(() => {})
    return written
  }
  return {
    check,
    get: async (name) => {
      await writing
      const { [name]: value } = await read()
      if (value === undefined || (await refusalOf(cipher))) return null
      try {
        const { result, shouldReEncrypt } = await cipher.decryptStringAsync(Buffer.from(value, 'base64'))
        if (shouldReEncrypt) await set(name, result)
        return result
      } catch {
        return null
      }
    },
    set: async (name, value) => {
      if (value !== null) await check()
      await set(name, value)
    },
  }
}

/** Why nothing may be kept here, or null. */
async function refusalOf(cipher: Cipher): Promise<StudioError | null> {
  const hint =
    'Install or unlock a key store (GNOME Keyring, KWallet), or sign in with the command line, which forgets it at its end.'
  if (!(await cipher.isAsyncEncryptionAvailable()))
    return new StudioError('forbidden', 'This system has no key store to keep a sign-in in.', hint)
  // Only Linux can lack a key store unnoticed: Electron then encrypts with a password that is in its source.
  const backend = process.platform === 'linux' ? cipher.getSelectedStorageBackend() : 'system'
  if (backend !== 'basic_text' && backend !== 'unknown') return null
  const why = 'Without a key store a sign-in would lie in a file that every program of yours can read (basic_text).'
  return new StudioError('forbidden', why, hint)
}
