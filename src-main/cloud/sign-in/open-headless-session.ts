import type { CloudProject } from '../../../src-shared/cloud/cloud-project.ts'
import { patientFetch } from '../sync/patient-fetch.ts'
import { type CloudSession, openCloudSession } from './cloud-session.ts'
import { memorySecrets } from './secrets.ts'
import { secretsFromEnvironment } from './token-from-environment.ts'

/**
 * The session of a host that has no key store: the one of the token in the environment, or one that nobody is signed in to
 * yet and that ends with the process. Throws what `secretsFromEnvironment` does.
 */
export async function openHeadlessSession(
  project: CloudProject,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<CloudSession> {
  const secrets = (await secretsFromEnvironment(project.url, environment)) ?? memorySecrets()
  return openCloudSession(project, { secrets, fetch: patientFetch() })
}
