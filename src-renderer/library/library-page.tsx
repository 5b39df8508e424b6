import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { useCloudElsewhere } from '../cloud/cloud-store.ts'
import { useStudio } from '../state/studio-store.ts'
import { TopBar } from '../studio/top-bar.tsx'
import { FirstRun } from './first-run.tsx'
import { Library } from './library.tsx'

const NONE: readonly ProjectSummary[] = []

/** All projects; the first time, how to begin. */
export function LibraryPage() {
  const projects = useStudio(({ studio }) => studio?.projects) ?? NONE
  const elsewhere = useCloudElsewhere()
  return (
    <>
      <TopBar />
      {projects.length === 0 && elsewhere.length === 0 ? <FirstRun /> : <Library projects={projects} />}
    </>
  )
}
