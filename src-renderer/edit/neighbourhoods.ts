import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { type FloaterFeatures, floaterFeatures } from './floater-features.ts'
import { medianSpacing } from './median-spacing.ts'
import { createPointGrid, type PointGrid } from './point-grid.ts'

/** How far growing reaches, in median spacings: over a gap in a surface, not from one surface to the next. */
const GROWTH = 3

/** What is known of who lies near whom among the visible splats; worked out when first asked for. */
export interface Neighbourhoods {
  readonly features: () => FloaterFeatures
  /** `radius`: how far growing and shrinking reach, splat frame. */
  readonly growth: () => { readonly grid: PointGrid; readonly radius: number }
}

/** `sizes` and `visible` are of N splats. Make it anew when other splats are visible. */
export function createNeighbourhoods(cloud: SplatCloud, sizes: Float32Array, visible: Uint8Array): Neighbourhoods {
  let features: FloaterFeatures | undefined
  let growth: ReturnType<Neighbourhoods['growth']> | undefined
  return {
    features: () => {
      features ??= floaterFeatures(cloud, sizes, visible)
      return features
    },
    growth: () => {
      if (!growth) {
        const radius = GROWTH * medianSpacing(cloud.positions, visible)
        growth = { grid: createPointGrid(cloud.positions, radius, visible), radius }
      }
      return growth
    },
  }
}
