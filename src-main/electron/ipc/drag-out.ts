import type { NativeImage, WebContents } from 'electron'
import { StudioError } from '../../../src-shared/errors.ts'
import { fileAddressSchema } from '../../../src-shared/studio-api/file-address.ts'
import type { StudioHost } from '../../host/studio-host.ts'

/**
 * Lets the user carry an exported model to the file manager, or into another program. Which file that is the host looks
 * up. Throws `bad_arguments` for anything but an export, `path_not_found`, `project_not_found`.
 */
export async function dragOut(
  host: StudioHost,
  page: Pick<WebContents, 'startDrag'>,
  icon: NativeImage,
  message: unknown,
): Promise<void> {
  const address = fileAddressSchema.safeParse(message).data
  if (address?.kind !== 'export') {
    throw new StudioError('bad_arguments', 'Only exported models can be dragged out.', 'Export the model first.')
  }
  const named = await host.findFile(address)
  // A model of several files (OBJ) is of no use in parts.
  const exports = await host.handlers.listExports({ projectId: address.projectId })
  const parts = exports.find(({ format }) => format === address.format)?.files ?? []
  const files = await Promise.all(parts.map(({ name }) => host.findFile({ ...address, name })))
  page.startDrag({ file: named, files, icon })
}
