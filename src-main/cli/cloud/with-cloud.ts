import { StudioError } from '../../../src-shared/errors.ts'
import { ranOutMeanwhile } from '../../cloud/sign-in/token-from-environment.ts'
import type { CloudAccount } from '../../cloud/sync/cloud-account.ts'
import { thisDevice } from '../../cloud/sync/this-device.ts'
import { cancelSignal } from '../cancel-signal.ts'
import { openCloudSessionHere } from './open-cloud-session.ts'

/** What a command does in the cloud with. */
export interface CloudHere {
  readonly account: CloudAccount
  readonly ownerId: string
  readonly library: string
  readonly options: { readonly device: Awaited<ReturnType<typeof thisDevice>>; readonly signal: AbortSignal }
}

/** Signs in, does the work, and leaves nothing open. Throws what signing in and the work do. */
export async function withCloud<T>(
  { library, email }: { readonly library: string; readonly email?: string },
  work: (here: CloudHere) => Promise<T>,
): Promise<T> {
  const session = await openCloudSessionHere(library, email)
  try {
    const user = await session.user()
    const options = { device: await thisDevice(), signal: cancelSignal() }
    return await work({ account: session, ownerId: user?.id ?? '', library, options })
  } catch (cause) {
    throw (cause instanceof StudioError && ranOutMeanwhile(cause)) || cause
  } finally {
    await session.close()
  }
}
