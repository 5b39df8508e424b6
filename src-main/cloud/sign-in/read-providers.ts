import { z } from 'zod'
import type { CloudProject } from '../../../src-shared/cloud/cloud-project.ts'
import { StudioError } from '../../../src-shared/errors.ts'

/** What a project's auth service says of itself to anybody; nothing else answers so. */
export const authSettingsSchema = z.object({
  external: z.record(z.string(), z.boolean()),
  disable_signup: z.boolean().default(false),
})
export type AuthSettings = z.infer<typeof authSettingsSchema>

/** The providers that are turned on and that a browser signs in with, in the order they are named. */
export function providersOf({ external }: AuthSettings): string[] {
  return Object.keys(external).filter((name) => external[name] && name !== 'email' && name !== 'phone')
}

/**
 * The providers that the project has turned on, in the order it names them. Throws `connection_lost`, and `bad_arguments` where
 * the key is wrong or there is no Supabase project at the address.
 */
export async function readProviders({ url, anonKey }: CloudProject, send: typeof fetch): Promise<string[]> {
  const answer = await send(`${url}/auth/v1/settings`, { headers: { apikey: anonKey } }).catch((cause: Error) => {
    const message = `The cloud cannot be reached (${cause.message}).`
    throw new StudioError('connection_lost', message, "Look at the connection and at the project's address.", { cause })
  })
  if (answer.status === 401 || answer.status === 403) {
    const hint = 'Copy it anew from the project\'s page "API keys".'
    throw new StudioError('bad_arguments', 'The cloud does not know the anon key.', hint)
  }
  if (answer.status >= 500) {
    const message = `The cloud cannot answer just now (${answer.status}).`
    throw new StudioError('connection_lost', message, 'Try again in a while.')
  }
  const settings = authSettingsSchema.safeParse(await answer.json().catch(() => null)).data
  if (!settings) {
    throw new StudioError('bad_arguments', `There is no Supabase project at ${url}.`, 'Look at its address.')
  }
  return providersOf(settings)
}
