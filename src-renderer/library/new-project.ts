import { newProjectName } from '../intake/project-name.ts'
import { goTo } from '../state/route.ts'
import { studioClient } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'

/** An empty project, which asks for photos itself. */
export function newProject(): void {
  studioClient()
    .api.createProject({ name: newProjectName(null, new Date()) })
    .then(({ id }) => goTo({ page: 'project', projectId: id }), toastError)
}
