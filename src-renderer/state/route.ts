import { useSyncExternalStore } from 'react'
import { projectIdSchema } from '../../src-shared/studio-api/project.ts'

/** Which page is shown. It stands in the address, so that a reload shows the same. */
export type Route = { readonly page: 'library' } | { readonly page: 'project'; readonly projectId: string }

const LIBRARY: Route = { page: 'library' }

export function parseRoute(hash: string): Route {
  const [, page, id] = hash.split('/')
  const parsed = projectIdSchema.safeParse(id)
  return page === 'project' && parsed.success ? { page, projectId: parsed.data } : LIBRARY
}

export function goTo(route: Route): void {
  location.hash = route.page === 'project' ? `#/project/${route.projectId}` : '#/'
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (onChange) => {
      window.addEventListener('hashchange', onChange)
      return () => window.removeEventListener('hashchange', onChange)
    },
    () => location.hash,
  )
  return parseRoute(hash)
}
