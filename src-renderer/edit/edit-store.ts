import { create } from 'zustand'
import { type EditOperation, NO_TRANSFORM, type Transform, type Volume } from '../../src-shared/edits.ts'
import type { DrawnCloud } from '../splats/pack-cloud.ts'
import type { FloaterReason } from './floaters.ts'

export type EditTool = 'none' | 'rectangle' | 'lasso' | 'brush' | 'crop' | 'transform'

export type GizmoMode = 'translate' | 'rotate' | 'scale'

export interface FloaterPreview {
  /** 0 to 1. */
  readonly strength: number
  readonly count: number
  readonly reasons: Readonly<Record<FloaterReason, number>>
}

export type Box = Extract<Volume, { kind: 'box' }>

/** The splats being edited, and how. One project at a time. */
export interface EditStore {
  /** `waiting`: there are no trained splats yet, or they are being made anew. */
  readonly status: 'waiting' | 'loading' | 'ready' | 'failed'
  /** The splats as they are drawn, before any edit; null until they are loaded. */
  readonly cloud: DrawnCloud | null
  readonly operations: readonly EditOperation[]
  /** How many of the operations count. */
  readonly cursor: number
  /** Flags of each splat (edit-requests.ts); null until loaded. */
  readonly flags: Uint8Array<ArrayBuffer> | null
  readonly selected: number
  readonly deleted: number
  readonly hidden: number
  readonly left: number
  readonly crop: Volume | null
  readonly transform: Transform
  /** What is being worked out, e.g. "Deleting"; null: nothing. */
  readonly busy: string | null
  readonly tool: EditTool
  /** What the handles of the crop and of the model do. A crop is not scaled by it: its faces are dragged. */
  readonly gizmo: GizmoMode
  /** The box around all that can be seen, splat frame: where crops begin and what the model turns about. */
  readonly fit: Box | null
  /** Height of the grid, world units. */
  readonly floor: number
  /** CSS pixels. */
  readonly brushRadius: number
  /** Tools choose only what no other splat hides. */
  readonly onlyFront: boolean
  /** The volume while it is being set up; drawn in place of `crop`. */
  readonly cropDraft: Volume | null
  /** The transform while a handle is dragged; drawn in place of `transform`. */
  readonly transformDraft: Transform | null
  readonly floaters: FloaterPreview | null
}

/** What is forgotten when other splats are loaded. */
export const NOTHING_LOADED = {
  status: 'waiting',
  cloud: null,
  operations: [],
  cursor: 0,
  flags: null,
  selected: 0,
  deleted: 0,
  hidden: 0,
  left: 0,
  crop: null,
  transform: NO_TRANSFORM,
  busy: null,
  tool: 'none',
  fit: null,
  cropDraft: null,
  transformDraft: null,
  floaters: null,
} as const satisfies Partial<EditStore>

export const useEdits = create<EditStore>(() => ({
  ...NOTHING_LOADED,
  gizmo: 'translate',
  floor: 0,
  brushRadius: 24,
  onlyFront: false,
}))
