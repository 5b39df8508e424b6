import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { goTo } from '../state/route.ts'
import { useStudio } from '../state/studio-store.ts'
import { TopBar } from '../studio/top-bar.tsx'
import { Button } from '../ui/button.tsx'

const NONE: readonly ProjectSummary[] = []

/** All projects; the first time, how to begin. */
export function LibraryPage() {
  const projects = useStudio(({ studio }) => studio?.projects) ?? NONE
  return (
    <>
      <TopBar />
      <main>
        {projects.map(({ id, name }) => (
          <Button key={id} onClick={() => goTo({ page: 'project', projectId: id })}>
            {name}
          </Button>
        ))}
      </main>
    </>
  )
}
