import { describe, expect, test } from 'vitest'
import { FLAG_FLOATER, FLAG_GONE, FLAG_SELECTED } from '../../../../src-renderer/edit/edit-requests.ts'
import { createEditSession } from '../../../../src-renderer/edit/edit-session.ts'
import { operationLabel } from '../../../../src-renderer/edit/operation-label.ts'
import type { EditOperation, Volume } from '../../../../src-shared/edits.ts'
import { decodeIndexSet } from '../../../../src-shared/index-set.ts'
import { cloudOf, sphereSplats, type TestSplat } from './synthetic-splats.ts'

/** Ten in a row at x = 0 to 9; the first five red, the others blue. */
const ROW: TestSplat[] = Array.from({ length: 10 }, (_, x) => ({
  at: [x, 0, 0],
  colour: x < 5 ? [1, -1, -1] : [-1, -1, 1],
  opacity: 0.05 + 0.09 * x,
}))
const ball = (x: number, radius: number): Volume => ({ kind: 'sphere', centre: [x, 0, 0], radius })
const setOf = (operation: EditOperation | null) =>
  operation && 'splats' in operation ? [...decodeIndexSet(operation.splats, 10)] : null

function rowSession() {
  const session = createEditSession(cloudOf(ROW))
  const push = (operation: EditOperation | null) => {
    if (!operation) throw new Error('nothing to do')
    return session.push(operation)
  }
  return { session, push }
}

describe('an edit session', () => {
  test('selections replace, add and subtract; one that changes nothing is no operation', () => {
    const { session, push } = rowSession()
    push(session.select({ by: 'volume', volume: ball(2, 1) }, 'replace'))
    expect(setOf(session.select({ by: 'volume', volume: ball(4, 1) }, 'add'))).toEqual([1, 2, 3, 4, 5])
    expect(setOf(session.select({ by: 'volume', volume: ball(1, 0.5) }, 'subtract'))).toEqual([2, 3])
    expect(session.select({ by: 'volume', volume: ball(2, 1) }, 'replace')).toBeNull()
    expect(setOf(session.select({ by: 'invert' }, 'replace'))).toEqual([0, 4, 5, 6, 7, 8, 9])
    expect(setOf(session.select({ by: 'opacity', below: 0.3 }, 'replace'))).toEqual([0, 1, 2])
    expect(setOf(session.select({ by: 'colour', tolerance: 0.1 }, 'replace'))).toEqual([0, 1, 2, 3, 4])
  })

  test('deleting, keeping, undoing: nothing is lost, and what is gone is never chosen again', () => {
    const { session, push } = rowSession()
    push(session.select({ by: 'volume', volume: ball(0, 2) }, 'replace'))
    const view = push(session.deletion('selected'))
    expect([view.deleted, view.left, view.selected]).toEqual([3, 7, 0])
    expect([...view.flags.subarray(0, 4)]).toEqual([FLAG_GONE, FLAG_GONE, FLAG_GONE, 0])
    expect(setOf(session.select({ by: 'all' }, 'replace'))).toEqual([3, 4, 5, 6, 7, 8, 9])
    push(session.select({ by: 'volume', volume: ball(9, 1) }, 'replace'))
    expect(push(session.deletion('others')).left).toBe(2)
    expect(session.deletion('selected')).toBeNull()
    expect(session.moveTo(2).left).toBe(7)
    const start = session.moveTo(0)
    expect([start.deleted, start.left]).toEqual([0, 10])
    expect(session.moveTo(1).selected).toBe(3)
  })

  test('a new operation cuts off what was undone', () => {
    const { session, push } = rowSession()
    push(session.select({ by: 'all' }, 'replace'))
    session.moveTo(0)
    push(session.select({ by: 'volume', volume: ball(0, 0.5) }, 'replace'))
    expect(session.moveTo(1).selected).toBe(1)
  })

  test('a crop keeps its splats from being seen, chosen or counted; hiding likewise, but is no edit', () => {
    const { session, push } = rowSession()
    expect(session.countInside(ball(0, 3.5))).toBe(4)
    expect(push({ type: 'crop', volume: ball(0, 3.5) }).left).toBe(4)
    push(session.select({ by: 'all' }, 'replace'))
    expect(setOf(session.deletion('selected'))).toEqual([0, 1, 2, 3])
    push(session.select({ by: 'volume', volume: ball(0, 0.5) }, 'replace'))
    const hidden = session.hide('selected')
    expect([hidden.hidden, hidden.left, hidden.selected, hidden.flags[0] & FLAG_GONE]).toEqual([1, 4, 0, FLAG_GONE])
    expect(setOf(session.select({ by: 'all' }, 'replace'))).toEqual([1, 2, 3])
    expect(session.hide(null).selected).toBe(1)
  })

  test('a stroke shows what it would select, in all its bits, and is one operation', () => {
    const { session } = rowSession()
    // Orthographic from above: a unit is ten pixels.
    const view = {
      clip: [0.2, 0, 0, 0, 0, 0.2, 0, 0, 0, 0, 1, 0, -1, 0, 0, 1],
      depth: [0, 0, -1, 5] as [number, number, number, number],
      width: 100,
      height: 100,
      pixelsPerUnit: 10,
      perspective: false,
    }
    const begin = { view, front: false, mode: 'replace' as const }
    expect(session.paint({ begin, points: [0, 50, 20, 50], radius: 4 }).selected).toBe(3)
    const painted = session.paint({ begin: null, points: [20, 50, 40, 50], radius: 4 })
    expect(painted.selected).toBe(5)
    expect(painted.flags[4]).toBe(FLAG_SELECTED)
    expect(setOf(session.endPaint())).toEqual([0, 1, 2, 3, 4])
    expect(session.endPaint()).toBeNull()
  })

  test('floaters are marked before anything is deleted', () => {
    const session = createEditSession(cloudOf([...sphereSplats(2000), { at: [4, 4, 4] }, { at: [-5, 3, 1] }]))
    const { view, found } = session.showFloaters(0.5)
    expect(found?.count).toBe(2)
    expect([view.flags[2000], view.flags[2001], view.deleted]).toEqual([FLAG_FLOATER, FLAG_FLOATER, 0])
    expect(session.showFloaters(null).view.flags.includes(FLAG_FLOATER)).toBe(false)
    const operation = session.deleteFloaters(0.5)
    expect(operation && session.push(operation).left).toBe(2000)
  })

  test('the box fits, the floor is found after the transform', () => {
    const session = createEditSession(cloudOf(sphereSplats(4000)))
    expect(session.fit().half.map((value) => Math.round(value))).toEqual([1, 1, 1])
    session.push({ type: 'transform', transform: { translation: [0, 1.5, 0], rotation: [1, 0, 0, 0], scale: 1.5 } })
    expect(session.floor()).toBeCloseTo(0, 1)
  })

  test('operations have names', () => {
    const { session } = rowSession()
    const named = (operation: EditOperation | null) => operation && operationLabel(operation)
    expect(named(session.select({ by: 'all' }, 'replace'))).toBe('Select 10 splats')
    expect(named(session.select({ by: 'volume', volume: ball(0, 0.1) }, 'replace'))).toBe('Select 1 splat')
    expect(named({ type: 'delete', splats: 'gAAAA', label: 'floaters' })).toBe('Delete 3 splats (floaters)')
    expect(named({ type: 'crop', volume: null })).toBe('Remove the crop')
  })
})
