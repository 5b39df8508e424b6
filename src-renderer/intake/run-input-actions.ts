import type { RunInputs } from '../../src-shared/studio-api/run-inputs.ts'
import { formatCount } from '../state/format.ts'
import { studioClient } from '../state/studio-store.ts'
import { toast, toastError } from '../ui/toast.tsx'
import { openChooser } from './choose-files.ts'
import { findCameraFiles } from './find-camera-files.ts'

/** Lets the person choose cameras that another program has solved; the project's runs take them from then on. */
export async function chooseKnownCameras(projectId: string, from: 'folder' | 'files'): Promise<void> {
  const found = await openChooser(from === 'folder' ? 'folder' : '.json,.bin,.txt')
  if (!found) return
  const cameras = findCameraFiles(found)
  if (!cameras) {
    const hint =
      'Choose a folder with a COLMAP model (cameras, images and points3D, .bin or .txt) or a transforms.json.'
    return toast({ kind: 'warning', title: 'There are no cameras among these files.', hint })
  }
  await setting(async ({ api, issueHandles }) => {
    const handles = await issueHandles(cameras.files, new AbortController().signal)
    const inputs = await api.setKnownCameras({ projectId, handles: [...handles], name: cameras.name })
    const { cameras: taken } = inputs
    if (!taken) return
    const few = taken.matched < 3
    toast({
      kind: few ? 'warning' : 'good',
      title: few
        ? `Only ${taken.matched} of the photos have a camera in ${taken.name}.`
        : `The next run takes its cameras from ${taken.name}.`,
      hint: few
        ? 'Photos are found by their file names: add those the cameras were solved from.'
        : camerasInWords(taken),
    })
  })
}

/** Lets the person choose splats that the training of the project's runs begins with. */
export async function chooseStartSplats(projectId: string): Promise<void> {
  const found = await openChooser('.ply,.spz,.splat,.ksplat,.sog')
  if (!found || found.length === 0) return
  await setting(async ({ api, issueHandles }) => {
    const [handle] = await issueHandles([found[0].file], new AbortController().signal)
    const { splats } = await api.setStartSplats({ projectId, handle })
    if (splats) toast({ kind: 'good', title: `The next run begins with ${splats.name}.`, hint: splatsInWords(splats) })
  })
}

export async function removeRunInput(projectId: string, input: 'cameras' | 'splats'): Promise<void> {
  await setting(({ api }) => api.removeRunInput({ projectId, input }))
}

export function camerasInWords({ cameras, points, matched }: NonNullable<RunInputs['cameras']>): string {
  return `${cameras} cameras for ${matched} of the photos, ${points === 0 ? 'points from the photos' : `${formatCount(points)} points`}`
}

export function splatsInWords({ splats, shDegree, dropped }: NonNullable<RunInputs['splats']>): string {
  const left = dropped > 0 ? `; ${formatCount(dropped)} are left out, their values are no numbers` : ''
  return `${formatCount(splats)} splats, ${shDegree === 0 ? 'one colour each' : `colours of degree ${shDegree}`}${left}`
}

async function setting(work: (client: ReturnType<typeof studioClient>) => Promise<unknown>): Promise<void> {
  try {
    await work(studioClient())
  } catch (cause) {
    toastError(cause)
  }
}
