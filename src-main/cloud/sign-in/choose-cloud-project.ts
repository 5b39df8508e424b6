import { type CloudProject, cloudProjectSchema } from '../../../src-shared/cloud/cloud-project.ts'
import { StudioError } from '../../../src-shared/errors.ts'

/** The environment variables that name the project; they win over the settings. */
const URL_VARIABLE = 'GLIMPSE3D_SUPABASE_URL'
const KEY_VARIABLE = 'GLIMPSE3D_SUPABASE_ANON_KEY'

/**
 * The Supabase project that the environment names, else the one in the settings, else null: the studio then works without
 * a cloud. Throws `bad_arguments` where the environment names half of one, or something that is none.
 */
export function chooseCloudProject(
  settings: CloudProject | null,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): CloudProject | null {
  const { [URL_VARIABLE]: url, [KEY_VARIABLE]: anonKey } = environment
  if (!url && !anonKey) return settings
  if (!url || !anonKey) {
    const [given, missing] = url ? [URL_VARIABLE, KEY_VARIABLE] : [KEY_VARIABLE, URL_VARIABLE]
    throw new StudioError('bad_arguments', `${given} is set, ${missing} is not.`, `Set both, or neither.`)
  }
  const parsed = cloudProjectSchema.safeParse({ url, anonKey })
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ message }) => message).join(' ')
  throw new StudioError(
    'bad_arguments',
    faults,
    `Look at ${URL_VARIABLE} and ${KEY_VARIABLE}: both are on the project's page "API keys".`,
  )
}
