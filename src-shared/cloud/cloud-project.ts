import { z } from 'zod'

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Says why an address is none of a Supabase project, or null. */
function faultOfUrl(text: string): string | null {
  if (!URL.canParse(text)) return 'The address of the Supabase project is not a web address.'
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  if (username || password || search || hash) return 'The address of the Supabase project has to be the bare address.'
  if (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))) return null
  return 'The address of the Supabase project has to begin with https://; http:// is for this machine alone.'
}

/** Says why a key must not be used, or null. The key itself is never part of it. */
function faultOfKey(key: string): string | null {
  const role = roleOfKey(key)
  if (role === 'anon') return null
  if (role === 'service_role')
    return 'This is the service_role (secret) key: it opens the data of every account. Use the anon (publishable) key.'
  return 'This is not the anon (publishable) key of a Supabase project.'
}

/** The role that a key stands for, or null where it is no key. */
function roleOfKey(key: string): string | null {
  if (/^sb_publishable_[\w-]+$/.test(key)) return 'anon'
  if (/^sb_secret_/.test(key)) return 'service_role'
  const role = claimsOfToken(key)?.role
  return typeof role === 'string' ? role : null
}

/** What a JSON Web Token says, unchecked: its signature is the server's to check. Null where it is none. */
export function claimsOfToken(token: string): Readonly<Record<string, unknown>> | null {
  const [, body, signature] = token.split('.')
  if (!body || !signature) return null
  try {
    const bytes = Uint8Array.from(atob(body.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    )
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof claims === 'object' ? (claims as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const refuseWith = (fault: (text: string) => string | null) =>
  z
    .string()
    .trim()
    .superRefine((text, context) => {
      const message = fault(text)
      if (message) context.addIssue({ code: 'custom', message })
    })

/** Which Supabase project is the cloud. The key is public: what it opens, row-level security decides. */
export const cloudProjectSchema = z.strictObject({
  url: refuseWith(faultOfUrl).transform((url) => url.replace(/\/+$/, '')),
  anonKey: refuseWith(faultOfKey),
})
export type CloudProject = z.infer<typeof cloudProjectSchema>
