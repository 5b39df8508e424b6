import { editStateOf } from '../../src-shared/edit-state.ts'
import type { EditOperation, Volume } from '../../src-shared/edits.ts'
import { encodeIndexSet } from '../../src-shared/index-set.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { insideTest } from '../../src-shared/volume.ts'
import { packedCapacity } from '../splats/pack-splat.ts'
import {
  type EditView,
  FLAG_FLOATER,
  FLAG_GONE,
  FLAG_SELECTED,
  type Paint,
  type Pick,
  type SelectMode,
} from './edit-requests.ts'
import { fitBox } from './fit-volume.ts'
import { type Floaters, findFloaters } from './floaters.ts'
import { floorHeight } from './floor-height.ts'
import { combineMasks, countMask, maskIndices } from './masks.ts'
import { createNeighbourhoods } from './neighbourhoods.ts'
import { createScreenPicker, type PickContext, pickSplats, type ScreenPicker } from './pick-splats.ts'
import { splatSizes } from './splat-sizes.ts'

/** Operations are worked out here and take effect only through `push`, once the host has them. */
export interface EditSession {
  setQueue(operations: readonly EditOperation[], cursor: number): EditView
  /** Adds an operation at the cursor and cuts off what lay behind it. */
  push(operation: EditOperation): EditView
  moveTo(cursor: number): EditView
  /** The operation that selects so; null where the selection would stay as it is. */
  select(pick: Pick, mode: SelectMode): EditOperation | null
  /** Goes on with a brush stroke; the view shows what it would select. */
  paint(bit: Paint): EditView
  /** Ends the stroke. */
  endPaint(): EditOperation | null
  /** Deletes what is selected, or all else that can be seen. Null where that is nothing. */
  deletion(what: 'selected' | 'others'): EditOperation | null
  /** Marks floaters for drawing; null marks none. */
  showFloaters(strength: number | null): { readonly view: EditView; readonly found: Omit<Floaters, 'mask'> | null }
  deleteFloaters(strength: number): EditOperation | null
  /** Takes what is selected out of sight; null: brings all back. Not an edit: nothing is deleted. */
  hide(what: 'selected' | null): EditView
  /** How many splats that are not deleted lie within the volume. */
  countInside(volume: Volume): number
  /** A box around the visible splats, in their own frame. */
  fit(): Extract<Volume, { kind: 'box' }>
  /** Height of the lowest solid splats after the present transform, world units. */
  floor(): number
}

export function createEditSession(cloud: SplatCloud): EditSession {
  const { count, positions } = cloud
  const sizes = splatSizes(cloud)
  let operations: EditOperation[] = []
  let cursor = 0
  let state = editStateOf({ operations, cursor }, count)
  let hidden = new Uint8Array(count)
  let floaters: Uint8Array | null = null
  let stroke: { picker: ScreenPicker; mode: SelectMode; mask: Uint8Array } | null = null
  let context: PickContext

  const look = () => {
    const { deleted, crop, transform } = state
    const inside = crop ? insideTest(crop) : null
    const visible = new Uint8Array(count)
    for (let i = 0; i < count; i++) {
      const there = !deleted?.[i] && (!inside || inside(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]))
      if (there && !hidden[i]) visible[i] = 1
    }
    const selected = state.selected?.slice() ?? new Uint8Array(count)
    for (let i = 0; i < count; i++) selected[i] &= visible[i]
    const same = context?.visible.every((value, i) => value === visible[i])
    const neighbourhoods = same ? context.neighbourhoods : createNeighbourhoods(cloud, sizes.middle, visible)
    context = { cloud, sizes, neighbourhoods, visible, selected, scale: transform.scale }
  }
  const shown = () => (stroke ? combineMasks(context.selected, stroke.mask, stroke.mode) : context.selected)
  const view = (): EditView => {
    const selected = shown()
    const flags = new Uint8Array(packedCapacity(count))
    const { deleted, crop, transform } = state
    let left = 0
    for (let i = 0; i < count; i++) {
      const gone = deleted?.[i] || hidden[i]
      if (context.visible[i]) left++
      flags[i] = (gone ? FLAG_GONE : 0) | (selected[i] ? FLAG_SELECTED : 0) | (floaters?.[i] ? FLAG_FLOATER : 0)
    }
    const hiddenCount = countMask(hidden)
    return {
      flags,
      selected: countMask(selected),
      deleted: deleted ? countMask(deleted) : 0,
      hidden: hiddenCount,
      left: left + hiddenCount,
      crop,
      transform,
    }
  }
  const replay = () => {
    state = editStateOf({ operations, cursor }, count)
    floaters = null
    look()
    return view()
  }
  const selection = (mask: Uint8Array): EditOperation | null =>
    mask.every((value, i) => value === context.selected[i])
      ? null
      : { type: 'select', splats: encodeIndexSet(maskIndices(mask), count) }
  const deleting = (mask: Uint8Array, label: string): EditOperation | null =>
    mask.includes(1) ? { type: 'delete', splats: encodeIndexSet(maskIndices(mask), count), label } : null
  look()

  return {
    setQueue: (all, at) => {
      stroke = null
      operations = [...all]
      cursor = at
      return replay()
    },
    push: (operation) => {
      operations = [...operations.slice(0, cursor), operation]
      cursor = operations.length
      return replay()
    },
    moveTo: (at) => {
      cursor = at
      return replay()
    },
    select: (pick, mode) => {
      if (pick.by !== 'screen') return selection(combineMasks(context.selected, pickSplats(context, pick), mode))
      const mask = new Uint8Array(count)
      createScreenPicker(context, pick.view, pick.front).pick(pick.shape, mask)
      return selection(combineMasks(context.selected, mask, mode))
    },
    paint: ({ begin, points, radius }) => {
      if (begin) {
        const picker = createScreenPicker(context, begin.view, begin.front)
        stroke = { picker, mode: begin.mode, mask: new Uint8Array(count) }
      }
      stroke?.picker.pick({ kind: 'brush', points, radius }, stroke.mask)
      return view()
    },
    endPaint: () => {
      const operation = stroke && selection(shown())
      stroke = null
      return operation
    },
    deletion: (what) =>
      what === 'selected'
        ? deleting(context.selected, 'selected')
        : deleting(pickSplats(context, { by: 'invert' }), 'all but the selected'),
    showFloaters: (strength) => {
      const found =
        strength === null ? null : findFloaters(context.neighbourhoods.features(), cloud.opacityLogits, strength)
      floaters = found?.mask ?? null
      return { view: view(), found: found && { count: found.count, reasons: found.reasons } }
    },
    deleteFloaters: (strength) => deleting(pickSplats(context, { by: 'floaters', strength }), 'floaters'),
    hide: (what) => {
      hidden = what ? combineMasks(hidden, context.selected, 'add') : new Uint8Array(count)
      floaters = null
      look()
      return view()
    },
    countInside: (volume) => {
      const inside = insideTest(volume)
      let number = 0
      for (let i = 0; i < count; i++) {
        if (!state.deleted?.[i] && inside(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2])) number++
      }
      return number
    },
    fit: () => fitBox(cloud, context.visible),
    floor: () => floorHeight(cloud, context.visible, state.transform),
  }
}
