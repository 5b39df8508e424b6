import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:20vh auto 0;max-width:28rem;padding:0 1.5rem}h1{font-size:1.25rem}`
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`

/** Tells whoever signed in to go back to the studio. `refusal`: why they are not signed in. */
export function sendCallbackPage(response: ServerResponse, refusal: string | null): void {
  const [title, ...lines] = refusal
    ? ['You are not signed in', escaped(refusal), 'Go back to Glimpse3D to try again. You can close this page.']
    : ['Back to Glimpse3D', 'The studio has your answer and signs you in. You can close this page.']
  const text = lines.map((line) => `<p>${line}</p>`).join('')
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  })
  response.end(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head>` +
      `<body><h1>${title}</h1>${text}</body></html>`,
  )
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
