import type { Stage } from '../events.ts'
import type { Manifest } from '../manifest.ts'
import type { Refinement } from '../refinement.ts'
import type { RunState } from '../studio-api/project.ts'
import type { ViewsSummary } from '../views-summary.ts'

/** What a project's files tell about it, for the rows of the cloud's tables. Null: not there (yet). */
export interface ProjectFacts {
  readonly name: string
  /** ISO 8601, UTC. */
  readonly created: string
  readonly run: {
    readonly state: RunState
    /** The stage under way, or else the last that has ended, and how far it is, 0..1. */
    readonly stage: Stage | null
    readonly fraction: number
    readonly error: string | null
  } | null
  readonly manifest: Pick<Manifest, 'stages' | 'options'> | null
  readonly views: ViewsSummary | null
  /** In the rig's order; world units. */
  readonly depths:
    | readonly {
        readonly minDepth: number
        readonly maxDepth: number
        readonly meanDepth: number
        readonly confidenceScore: number
      }[]
    | null
  /** Splats that training has left. */
  readonly splats: number | null
  readonly refinement: Refinement | null
}
