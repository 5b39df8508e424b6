/**
 * Why the host cannot be reached: `signed-out` where it is there but does not know this browser any more (it has been
 * started again), `unreachable` where it does not answer, `signed-in` where a connection should come about.
 */
type Session = 'signed-in' | 'signed-out' | 'unreachable'

export async function checkSession(address: string, request: typeof fetch = fetch): Promise<Session> {
  try {
    const { status } = await request(address, { method: 'HEAD', cache: 'no-store' })
    return status === 401 ? 'signed-out' : 'signed-in'
  } catch {
    return 'unreachable'
  }
}
