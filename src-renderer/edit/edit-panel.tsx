import type { ProjectState } from '../../src-shared/studio-api/project.ts'

/** What can be done with the splats: tools, selection, crop, floaters, transform. Fills a column. */
export function EditPanel({ project: _ }: { readonly project: ProjectState }) {
  return null
}
