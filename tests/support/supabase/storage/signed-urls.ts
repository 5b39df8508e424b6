import type { Caller } from '../database.ts'
import type { Access } from '../http/access.ts'
import type { Clock } from '../http/clock.ts'
import type { ObjectRow, Objects } from './objects.ts'
import { StorageFailure } from './storage-failure.ts'

/** Addresses that open one object to whoever has them, for a time. */
export interface SignedUrls {
  sign(caller: Caller, bucket: string, name: string, seconds: number): Promise<string>
  /** One for each path; an error in place of the address where the caller sees no such object. */
  signAll(caller: Caller, bucket: string, names: readonly string[], seconds: number): Promise<readonly object[]>
  /** The object that the address is for. */
  open(path: string, token: string): Promise<ObjectRow>
}

export function createSignedUrls(objects: Objects, access: Access, clock: Clock): SignedUrls {
  const sign: SignedUrls['sign'] = async (caller, bucket, name, seconds) => {
    await objects.find(caller, bucket, name)
    const path = `${bucket}/${name}`
    const token = access.sign({ url: path, iat: clock.now(), exp: clock.now() + seconds })
    return `/object/sign/${path}?token=${token}`
  }
  return {
    sign,
    signAll: (caller, bucket, names, seconds) =>
      Promise.all(
        names.map((path) =>
          sign(caller, bucket, path, seconds).then(
            (signedURL) => ({ error: null, path, signedURL }),
            () => ({
              error: 'Either the object does not exist or you do not have access to it',
              path,
              signedURL: null,
            }),
          ),
        ),
      ),
    open: (path, token) => {
      const claims = access.read(token)
      if (!claims || claims.url !== path)
        throw new StorageFailure(400, 'InvalidSignature', 'InvalidSignature', 'Invalid signature')
      if (claims.exp <= clock.now())
        throw new StorageFailure(400, 'InvalidJWT', 'InvalidJWT', '"exp" claim timestamp check failed')
      const [bucket, ...name] = path.split('/')
      return objects.find({ role: 'service_role' }, bucket, name.join('/'))
    },
  }
}
