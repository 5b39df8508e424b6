import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { insideTest } from '../../src-shared/volume.ts'
import type { Pick } from './edit-requests.ts'
import { findFloaters } from './floaters.ts'
import { growSelection } from './grow-shrink.ts'
import { splatsInFront } from './in-front.ts'
import type { Neighbourhoods } from './neighbourhoods.ts'
import { projectCentres, type ScreenView } from './project-centres.ts'
import { screenTest } from './screen-shape.ts'
import { similarColour } from './similar-colour.ts'
import type { SplatSizes } from './splat-sizes.ts'

/** What picking looks at. Masks are of N splats. */
export interface PickContext {
  readonly cloud: SplatCloud
  readonly sizes: SplatSizes
  readonly neighbourhoods: Neighbourhoods
  /** Not deleted, cropped or hidden. */
  readonly visible: Uint8Array
  /** All of them visible. */
  readonly selected: Uint8Array
  /** Of the whole model: splat frame to world. */
  readonly scale: number
}

/** The splats a pick chooses, before it is combined with the selection: 1 for each, N. All are visible. */
export function pickSplats(context: PickContext, pick: Exclude<Pick, { by: 'screen' }>): Uint8Array {
  const { cloud, sizes, visible, selected, neighbourhoods } = context
  const { positions, opacityLogits, logScales } = cloud
  const where = (test: (i: number) => boolean) => {
    const mask = new Uint8Array(cloud.count)
    for (let i = 0; i < mask.length; i++) if (visible[i] && test(i)) mask[i] = 1
    return mask
  }
  switch (pick.by) {
    case 'all':
      return visible.slice()
    case 'none':
      return new Uint8Array(cloud.count)
    case 'invert':
      return where((i) => selected[i] === 0)
    case 'volume': {
      const inside = insideTest(pick.volume)
      return where((i) => inside(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]))
    }
    case 'opacity': {
      const logit = Math.log(pick.below / (1 - pick.below))
      return where((i) => opacityLogits[i] < logit)
    }
    case 'size': {
      const above = Math.log(pick.above * sizes.typicalLongest)
      return where((i) => Math.max(logScales[3 * i], logScales[3 * i + 1], logScales[3 * i + 2]) > above)
    }
    case 'colour':
      return similarColour(cloud, selected, visible, pick.tolerance)
    case 'floaters':
      return findFloaters(neighbourhoods.features(), opacityLogits, pick.strength).mask
    case 'grow':
    case 'shrink': {
      const { grid, radius } = neighbourhoods.growth()
      return growSelection(grid, selected, radius, pick.by === 'shrink')
    }
  }
}

/** Tells of splats whether they lie under a shape on the screen. */
export interface ScreenPicker {
  readonly pick: (shape: Parameters<typeof screenTest>[0], into: Uint8Array) => void
}

/** Projects all splats once, so that many shapes of one view cost little. */
export function createScreenPicker(context: PickContext, view: ScreenView, front: boolean): ScreenPicker {
  const { cloud, sizes, scale } = context
  const centres = projectCentres(cloud.positions, view)
  const depthSplats = {
    visible: context.visible,
    opacityLogits: cloud.opacityLogits,
    sizes: sizes.middle,
    typicalSize: sizes.typicalMiddle,
  }
  const choosable = front ? splatsInFront(centres, depthSplats, view, scale) : context.visible
  return {
    pick: (shape, into) => {
      const test = screenTest(shape)
      for (let i = 0; i < into.length; i++) if (choosable[i] && test(centres.x[i], centres.y[i])) into[i] = 1
    },
  }
}
