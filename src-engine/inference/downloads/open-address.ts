import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'

export interface AddressOptions {
  readonly method?: 'GET' | 'HEAD'
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** A connection that says nothing for so long is given up. */
  readonly idleMs: number
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY are looked up. */
  readonly env?: NodeJS.ProcessEnv
}

/** Publishers send from page to storage to mirror; more steps than this are a circle. */
const MAX_REDIRECTS = 5

/**
 * Opens an address, through the proxy that the environment names, after any redirects. The body is to be read or
 * destroyed by the caller. Rejects with what the network says; a stalled connection with the code `ETIMEDOUT`.
 */
export async function openAddress(address: URL, options: AddressOptions): Promise<IncomingMessage> {
  let url = address
  for (let redirects = 0; ; redirects++) {
    const response = await openOnce(url, options)
    const status = response.statusCode ?? 0
    const { location } = response.headers
    if (status < 300 || status >= 400 || location === undefined) return response
    response.destroy()
    const next = new URL(location, url)
    const isSafe = next.protocol === 'https:' || (next.protocol === 'http:' && url.protocol === 'http:')
    if (redirects >= MAX_REDIRECTS || !isSafe)
      throw new Error(`${url.host} redirects to ${next.host} without end or cover`)
    url = next
  }
}

function openOnce(url: URL, { method = 'GET', headers, signal, idleMs, env = process.env }: AddressOptions) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    let answer: IncomingMessage | undefined
    const options = { method, headers: { 'user-agent': 'Glimpse3D', ...headers }, signal }
    const sent =
      url.protocol === 'https:'
        ? requestHttps(url, { ...options, agent: new HttpsAgent({ proxyEnv: env }) })
        : requestHttp(url, { ...options, agent: new HttpAgent({ proxyEnv: env }) })
    sent.setTimeout(idleMs, () => {
      const stalled = Object.assign(new Error(`${url.host} has stopped answering`), { code: 'ETIMEDOUT' })
      ;(answer ?? sent).destroy(stalled)
    })
    sent.on('response', (response) => {
      answer = response
      resolve(response)
    })
    sent.on('error', reject)
    sent.end()
  })
}
