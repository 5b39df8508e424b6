import type { VIEW_SOURCES } from '../../src-shared/report.ts'
import { hullDepth } from '../splats/hull-depth.ts'
import { visualHull } from '../splats/visual-hull.ts'
import type { ShapeOfPhoto } from './inflated-shape.ts'
import type { DrawnView, ObjectView } from './object-view.ts'

/** One of the sixteen views, with the depth that its geometry has. */
export interface RigView extends ObjectView {
  /** Along the camera's z axis, world units, 0 beside the object: width * height. */
  readonly depth: Float32Array
  /** Null where no shape tells what the photo shows of it. */
  readonly origin: DrawnView['origin'] | null
}

/** The sixteen views of an object, in the rig's order. */
export interface ViewsOfObject {
  readonly source: (typeof VIEW_SOURCES)[number]
  readonly views: readonly RigView[]
  /** What they were drawn from; null where a model made them or they were given. */
  readonly shape: ShapeOfPhoto | null
  /** PSNR in dB of the shape against the photo (front-psnr.ts), 256 pixels wide. */
  readonly frontPsnr: number | null
}

/** Cells along the cube that the outlines are cut from; see train-on-views.ts. */
const HULL_GRID = 96

/** Views without a shape: their depth is that of the hull of their outlines. */
export function viewsWithoutShape(source: ViewsOfObject['source'], views: readonly ObjectView[]): ViewsOfObject {
  const hull = visualHull(views, HULL_GRID)
  return {
    source,
    views: views.map((view) => ({ ...view, depth: hullDepth(hull, view.camera), origin: null })),
    shape: null,
    frontPsnr: null,
  }
}
