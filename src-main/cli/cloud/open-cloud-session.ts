import { createInterface } from 'node:readline/promises'
import { StudioError } from '../../../src-shared/errors.ts'
import { chooseCloudProject } from '../../cloud/sign-in/choose-cloud-project.ts'
import type { CloudSession } from '../../cloud/sign-in/cloud-session.ts'
import { openHeadlessSession } from '../../cloud/sign-in/open-headless-session.ts'
import { signInByDialogue } from '../../cloud/sign-in/sign-in-by-dialogue.ts'
import { readSettings } from '../../host/settings-file.ts'

/**
 * Somebody's session with the cloud that the environment or the library's settings name: by the token in the environment, or
 * by a code that is sent to `email` and typed in. Throws `bad_arguments` where no cloud is named, `not_signed_in` where there
 * is neither a token nor a terminal, and what signing in does.
 */
export async function openCloudSessionHere(library: string, email?: string): Promise<CloudSession> {
  const project = chooseCloudProject((await readSettings(library)).cloud)
  if (!project) {
    const hint =
      'Set GLIMPSE3D_SUPABASE_URL and GLIMPSE3D_SUPABASE_ANON_KEY, or name one in the settings; see docs/cloud.md.'
    throw new StudioError('bad_arguments', 'No cloud is named.', hint)
  }
  const session = await openHeadlessSession(project)
  try {
    if (!process.stdin.isTTY && !(await session.user())) throw nobodyThere()
    await signInByDialogue(session, askAtTerminal, email)
    return session
  } catch (error) {
    await session.close()
    throw error
  }
}

/** The question goes to standard error: what a command prints may be read by a program. */
async function askAtTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}

function nobodyThere(): StudioError {
  const hint = 'Put an access token of your account into GLIMPSE3D_CLOUD_TOKEN; see docs/cloud.md.'
  return new StudioError('not_signed_in', 'Nobody is signed in to the cloud, and nobody is there to type a code.', hint)
}
