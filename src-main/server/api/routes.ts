import type { StudioHost } from '../../host/studio-host.ts'

/** An address of the REST API, docs/api.md. */
interface ApiRoute {
  /** Matches the whole path as it was sent; `answers` are given its groups. */
  readonly path: RegExp
  /** By method; what they give is sent as JSON. */
  readonly answers: Readonly<Record<string, (host: StudioHost, ...parts: string[]) => Promise<unknown>>>
}

export const API_ROUTES: readonly ApiRoute[] = [
  { path: /^\/api\/v1\/status\/([^/]*)$/, answers: { GET: (host, project) => host.projectStatus(project) } },
]
