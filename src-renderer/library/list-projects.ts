import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'

export const SORTS = [
  { value: 'updated', label: 'Changed last' },
  { value: 'created', label: 'Newest' },
  { value: 'name', label: 'Name' },
] as const
export type Sort = (typeof SORTS)[number]['value']

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** The projects whose names hold every word of the search, in order. */
export function listProjects(projects: readonly ProjectSummary[], search: string, sort: Sort): ProjectSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return projects
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .sort((one, other) => {
      if (sort !== 'name' && one[sort] !== other[sort]) return one[sort] < other[sort] ? 1 : -1
      return byName.compare(one.name, other.name)
    })
}
