import { runCommand } from '../commands/command-registry.ts'
import { goTo } from '../state/route.ts'
import { studioClient, useStudio } from '../state/studio-store.ts'
import { toast, toastError } from '../ui/toast.tsx'

/** Makes a project of the photos that come with the studio, and goes to it while they are still being looked at. */
export async function openSample(): Promise<void> {
  const known = new Set(useStudio.getState().studio?.projects.map(({ id }) => id))
  const stopListening = useStudio.subscribe(({ studio }) => {
    const made = studio?.projects.find(({ id }) => !known.has(id))
    if (!made) return
    stopListening()
    goTo({ page: 'project', projectId: made.id })
  })
  try {
    const { photos } = await studioClient().api.createSample({})
    toast({
      kind: 'good',
      title: `The sample is ready: ${photos} photos of a vase.`,
      hint: 'Start it, and watch it become a model. It takes a few minutes.',
      action: { label: 'Start', run: () => void runCommand('run.start') },
    })
  } catch (error) {
    toastError(error)
  } finally {
    stopListening()
  }
}
