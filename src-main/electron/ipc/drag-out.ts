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
  const address = fileAddressSchema.safeParse(message)
  if (address.data?.kind !== 'export') {
    throw new StudioError('bad_arguments', 'Only exported models can be dragged out.', 'Export the model first.')
  }
  page.startDrag({ file: await host.findFile(address.data), icon })
}
