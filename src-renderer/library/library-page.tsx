import { goTo } from '../state/route.ts'
import { useStudio } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'

/** All projects; the first time, how to begin. */
export function LibraryPage() {
  const projects = useStudio(({ studio }) => studio?.projects ?? [])
  return (
    <main>
      {projects.map(({ id, name }) => (
        <Button key={id} onClick={() => goTo({ page: 'project', projectId: id })}>
          {name}
        </Button>
      ))}
    </main>
  )
}
