import type { ModelSlot } from '../../src-shared/model-slots.ts'
import type { ModelEntry, ModelSettings } from '../../src-shared/models.ts'
import { openChooser } from '../intake/choose-files.ts'
import { formatBytes } from '../state/format.ts'
import { studioClient } from '../state/studio-store.ts'
import { confirm } from '../ui/confirm.tsx'
import { toast, toastError } from '../ui/toast.tsx'
import { useModels } from './models-store.ts'

/** Shows licence and size, and downloads when the person agrees. */
export async function download({ id, title, licence, hasChecksum }: ModelEntry): Promise<void> {
  try {
    const { bytes } = await studioClient().api.modelSize({ id })
    const known = bytes ?? useModels.getState().models?.models.find((model) => model.id === id)?.bytes ?? null
    const size = known === null ? 'Its size is not published.' : `${formatBytes(known)} are downloaded.`
    const terms = `Licence: ${licence.name}${licence.url === null ? '' : ` (${licence.url})`}.`
    const check = hasChecksum ? '' : ' Its publisher gives no checksum: it is only checked that it fits its card.'
    const text = `${size} ${terms}${check} Kept in ${useModels.getState().models?.folder}.`
    if (await confirm({ title: `Download ${title}?`, text, yes: 'Agree and download' })) await resume(id)
  } catch (error) {
    toastError(error)
  }
}

/** Begins the download, or goes on with it: licence and size were agreed to. */
export async function resume(id: string): Promise<void> {
  await studioClient().api.installModel({ id }).catch(toastError)
}

export async function pause(id: string): Promise<void> {
  await studioClient().api.pauseModel({ id }).catch(toastError)
}

export async function cancel(id: string): Promise<void> {
  await studioClient().api.cancelModel({ id }).catch(toastError)
}

export async function remove({ id, title, downloadable }: ModelEntry): Promise<void> {
  const text = downloadable ? 'It can be downloaded again.' : 'To have it again, its files have to be added again.'
  if (!(await confirm({ title: `Remove ${title}?`, text, yes: 'Remove', danger: true }))) return
  await studioClient().api.removeModel({ id }).catch(toastError)
}

export async function verify({ id, title }: ModelEntry): Promise<void> {
  try {
    await studioClient().api.verifyModel({ id })
    toast({ kind: 'good', title: `${title} is as it was installed, and loads.` })
  } catch (error) {
    toastError(error)
  }
}

export async function choose(slot: ModelSlot, id: string | null): Promise<void> {
  await studioClient().api.chooseModel({ slot, id }).catch(toastError)
}

/** Lets the person choose the files of a model; `like`: run them as that one is run. */
export async function addFiles(like: ModelEntry | null): Promise<void> {
  try {
    const found = await openChooser('.onnx')
    if (!found || found.length === 0) return
    const files = found.map(({ file }) => file)
    const handles = await studioClient().issueHandles(files, new AbortController().signal)
    const { id } = await studioClient().api.addModel({ handles: [...handles], like: like?.id ?? null })
    const added = useModels.getState().models?.models.find((model) => model.id === id)
    toast({ kind: 'good', title: `${added?.title ?? id} is installed and in use.` })
  } catch (error) {
    toastError(error)
  }
}

/** True when they were taken. */
export async function saveModelSettings(changed: Partial<ModelSettings>): Promise<boolean> {
  try {
    useModels.setState({ models: await studioClient().api.setModelSettings(changed) })
    return true
  } catch (error) {
    toastError(error)
    return false
  }
}
