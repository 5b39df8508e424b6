import { join } from 'node:path'
import type { App, Shell } from 'electron'
import type { CloudProject } from '../../src-shared/cloud/cloud-project.ts'
import { type CloudSession, openCloudSession } from '../cloud/sign-in/cloud-session.ts'
import { patientFetch } from '../cloud/sync/patient-fetch.ts'
import { type Cipher, createSecrets } from './secrets.ts'

/** The session of this user of this computer: kept by the system's key store, signed in to in the system's browser. */
export function openDesktopCloudSession(
  project: CloudProject,
  app: Pick<App, 'getPath'>,
  safeStorage: Cipher,
  shell: Pick<Shell, 'openExternal'>,
): CloudSession {
  return openCloudSession(project, {
    secrets: createSecrets(safeStorage, join(app.getPath('userData'), 'secrets.json')),
    openBrowser: (address) => shell.openExternal(address),
    fetch: patientFetch(),
  })
}
