import { z } from 'zod'
import type { Secrets } from './secrets.ts'

export interface CloudUser {
  readonly id: string
  readonly email: string
}

const storedSchema = z.object({
  access_token: z.string().optional(),
  user: z.object({ id: z.string(), email: z.string().default('') }),
})

/** The name under which supabase-js keeps the session of a project; another project has another. */
export function sessionName(url: string): string {
  return `cloud session ${url}`
}

/** What supabase-js keeps its session and its PKCE verifiers in. */
export function sessionStorage(secrets: Secrets) {
  return {
    getItem: (name: string) => secrets.get(name),
    setItem: (name: string, value: string) => secrets.set(name, value),
    removeItem: (name: string) => secrets.set(name, null),
  }
}

/** Whose session is kept, or null; also where its token has run out and nobody can be asked. */
export async function storedUser(secrets: Secrets, url: string): Promise<CloudUser | null> {
  return (await storedSession(secrets, url))?.user ?? null
}

/** The access token of the session that is kept, whether it still holds or not; null where none is. */
export async function storedToken(secrets: Secrets, url: string): Promise<string | null> {
  return (await storedSession(secrets, url))?.access_token ?? null
}

async function storedSession(secrets: Secrets, url: string): Promise<z.infer<typeof storedSchema> | null> {
  const kept = await secrets.get(sessionName(url))
  try {
    return storedSchema.parse(JSON.parse(kept ?? 'null'))
  } catch {
    return null
  }
}
