import { StudioError } from '../../../src-shared/errors.ts'
import { type ProjectStatusAnswer, projectStatusSchema } from '../../../src-shared/project-status.ts'
import { askCloud } from './ask-cloud.ts'
import type { CloudAccount } from './cloud-account.ts'

/**
 * How far a project is, as the cloud tells it from its tables. Null where the account has none of that id, or has it in the
 * trash. Throws `project_damaged`, and what `askCloud` throws.
 */
export async function readProjectStatus(
  { client }: CloudAccount,
  id: string,
  signal?: AbortSignal,
): Promise<ProjectStatusAnswer | null> {
  const ask = () => client.rpc('project_status', { project: id })
  const answer = await askCloud<unknown>(client, "reading the project's status", ask, signal)
  if (answer === null) return null
  const parsed = projectStatusSchema.safeParse(answer)
  if (parsed.success) return parsed.data
  throw new StudioError(
    'project_damaged',
    `What the cloud says of the project ${id} makes no sense.`,
    'Apply the migrations ("supabase db push"), then run "glimpse3d doctor --cloud".',
    { cause: parsed.error },
  )
}
