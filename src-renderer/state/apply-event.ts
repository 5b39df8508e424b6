import type { ProjectState, ProjectSummary } from '../../src-shared/studio-api/project.ts'
import type { StudioState } from '../../src-shared/studio-api/studio.ts'
import type { StudioEvent } from '../../src-shared/studio-api/studio-events.ts'
import { withStage } from '../../src-shared/studio-api/with-stage.ts'

/** What the studio knows of its host. */
export interface HostMirror {
  /** Null until the host has greeted. */
  readonly studio: StudioState | null
  /** In full, those that are or were open here, and the one that runs. */
  readonly projects: ReadonlyMap<string, ProjectState>
}

/** Metrics and log lines kept here, like the host keeps them. */
const MAX_METRICS = 1000
const MAX_LOG = 500

/** The mirror after an event: a pure function, so that a missed or repeated event can be tested. */
export function applyEvent(mirror: HostMirror, event: StudioEvent): HostMirror {
  const { studio } = mirror
  switch (event.type) {
    case 'studio':
      return { studio: event.studio, projects: new Map() }
    case 'engine':
      return withStudio(mirror, { engine: event.engine })
    case 'settings':
      return withStudio(mirror, { settings: event.settings })
    case 'queue':
      return withStudio(mirror, { queue: event.queue })
    case 'removed': {
      const projects = new Map(mirror.projects)
      projects.delete(event.projectId)
      const left = studio?.projects.filter(({ id }) => id !== event.projectId)
      return { ...withStudio(mirror, left ? { projects: left } : {}), projects }
    }
    case 'summary': {
      const listed = studio ? withSummary(studio.projects, event.summary) : []
      return withProject(withStudio(mirror, { projects: listed }), event.projectId, () => ({ summary: event.summary }))
    }
    case 'project': {
      const listed = studio ? withSummary(studio.projects, event.project.summary) : []
      const projects = new Map(mirror.projects).set(event.projectId, event.project)
      return { ...withStudio(mirror, { projects: listed }), projects }
    }
    case 'photos':
      return withProject(mirror, event.projectId, () => ({ photos: event.photos }))
    case 'inputs':
      return withProject(mirror, event.projectId, () => ({ inputs: event.inputs }))
    case 'stage':
      return withProject(mirror, event.projectId, ({ stages }) => ({
        stages: withStage(stages, event.status),
      }))
    case 'metrics':
      return withProject(mirror, event.projectId, ({ metrics }) => ({ metrics: addPoint(metrics, event.metrics) }))
    case 'preview':
      return withProject(mirror, event.projectId, () => ({ preview: event.preview }))
    case 'scene':
      return withProject(mirror, event.projectId, () => ({ scene: event.scene }))
    case 'refinement':
      return withProject(mirror, event.projectId, () => ({ refinement: event.refinement }))
    case 'log':
      return withProject(mirror, event.projectId, ({ log }) => ({ log: [...log, event.entry].slice(-MAX_LOG) }))
    // Whoever shows edits listens for it (edit/edit-actions.ts).
    case 'edits':
      return mirror
    // Whoever shows models listens for these (models/models-store.ts).
    case 'models':
    case 'modelDownloads':
      return mirror
    // Likewise (cloud/cloud-store.ts).
    case 'cloud':
      return mirror
    case 'exports':
      return withProject(mirror, event.projectId, () => ({ exports: event.exports }))
  }
}

function withStudio(mirror: HostMirror, changed: Partial<StudioState>): HostMirror {
  return mirror.studio ? { ...mirror, studio: { ...mirror.studio, ...changed } } : mirror
}

function withProject(
  mirror: HostMirror,
  projectId: string,
  change: (project: ProjectState) => Partial<ProjectState>,
): HostMirror {
  const project = mirror.projects.get(projectId)
  if (!project) return mirror
  return { ...mirror, projects: new Map(mirror.projects).set(projectId, { ...project, ...change(project) }) }
}

/** A project that is new stands first. */
function withSummary(projects: readonly ProjectSummary[], summary: ProjectSummary): ProjectSummary[] {
  const known = projects.some(({ id }) => id === summary.id)
  return known ? projects.map((other) => (other.id === summary.id ? summary : other)) : [summary, ...projects]
}

/** When the list is full every other point goes. A step seen again, after a crash, replaces what came after it. */
function addPoint(points: ProjectState['metrics'], point: ProjectState['metrics'][number]): ProjectState['metrics'] {
  const before = points.filter(({ step }) => step < point.step)
  const kept = before.length >= MAX_METRICS ? before.filter((_, i) => i % 2 === 0) : before
  return [...kept, point]
}
