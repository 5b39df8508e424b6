import { z } from 'zod'
import type { CloudProject } from '../../../src-shared/cloud/cloud-project.ts'
import { StudioError } from '../../../src-shared/errors.ts'

const settingsSchema = z.object({ external: z.record(z.string(), z.boolean()) })

/** The providers that the project has turned on, in the order it names them. Throws `connection_lost`. */
export async function readProviders({ url, anonKey }: CloudProject, send: typeof fetch): Promise<string[]> {
  try {
    const answer = await send(`${url}/auth/v1/settings`, { headers: { apikey: anonKey } })
    const { external } = settingsSchema.parse(await answer.json())
    return Object.keys(external).filter((name) => external[name] && name !== 'email' && name !== 'phone')
  } catch (cause) {
    const message = `The cloud does not say how to sign in (${(cause as Error).message}).`
    throw new StudioError('connection_lost', message, "Look at the connection and at the project's address and key.", {
      cause,
    })
  }
}
