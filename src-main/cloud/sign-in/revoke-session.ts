import type { CloudProject } from '../../../src-shared/cloud/cloud-project.ts'

/** The auth service answers within a second, or cannot be reached. */
const PATIENCE_MS = 5000

/**
 * Tells the cloud that a session has ended, so that its refresh token is of no use to anybody. Never rejects: a session that
 * is forgotten here and cannot be revoked is nobody's.
 */
export async function revokeSession(
  { url, anonKey }: CloudProject,
  accessToken: string,
  send: typeof fetch,
): Promise<void> {
  const headers = { apikey: anonKey, authorization: `Bearer ${accessToken}` }
  const signal = AbortSignal.timeout(PATIENCE_MS)
  await send(`${url}/auth/v1/logout?scope=local`, { method: 'POST', headers, signal }).catch(() => {})
}
