import type { Plugin } from 'vite'

/** While developing, the renderer's dev server writes scripts and styles into the page itself; they carry this. */
const NONCE = 'dev'

/** Lets the dev server's own inline scripts, styles and socket through the page's policy. Builds are not touched. */
export function devPolicy(): Plugin {
  return {
    name: 'dev-policy',
    apply: 'serve',
    config: () => ({ html: { cspNonce: NONCE } }),
    transformIndexHtml: (html) =>
      html
        .replace("script-src 'self'", `script-src 'self' 'nonce-${NONCE}'`)
        .replace("style-src 'self'", `style-src 'self' 'nonce-${NONCE}'`)
        .replace("connect-src 'self'", "connect-src 'self' ws://127.0.0.1:*"),
  }
}
