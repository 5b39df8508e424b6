import type { Protocol } from 'electron'

/** The studio's page has a scheme of its own, and so an origin which no file and no site can share. */
export const PAGE_SCHEME = 'app'
export const PAGE_ORIGIN = `${PAGE_SCHEME}://studio`

/** The compute window's page is another origin: it shares nothing with the studio's. */
export const COMPUTE_ORIGIN = `${PAGE_SCHEME}://compute`

/** By hand: Node's URL knows no origin for a scheme of one's own. */
export function splitAddress(url: string): { origin: string; pathname: string } {
  const [, origin = '', pathname = '/'] = /^([a-z]+:\/\/[^/?#]*)([^?#]*)/i.exec(url) ?? []
  return { origin, pathname: pathname || '/' }
}

/** Makes the scheme behave as https does. To be called before the app is ready. */
export function registerPageScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges }])
}
