import { describe, expect, test } from 'vitest'
import { dragHandle, nearestOnLine, volumeAxes } from '../../../../src-renderer/edit/crop-math.ts'
import { fitBox, volumeOfKind } from '../../../../src-renderer/edit/fit-volume.ts'
import { fromDegrees, placeOf, toDegrees, transformTaking } from '../../../../src-renderer/edit/transform-math.ts'
import type { Volume } from '../../../../src-shared/edits.ts'
import { insideTest } from '../../../../src-shared/volume.ts'
import { cloudOf, sphereSplats } from './synthetic-splats.ts'

const box: Volume = { kind: 'box', centre: [1, 0, 0], half: [1, 2, 3], rotation: fromDegrees([0, 0, 90]) }

describe('crop handles', () => {
  test('a dragged face moves, the opposite one stays', () => {
    // Turned by 90 degrees about z the box's x axis is the frame's y axis.
    const [x, y, z] = volumeAxes(box)[0]
    expect([x, y, z].map(Math.round)).toEqual([0, 1, 0])
    const dragged = dragHandle(box, 0, 1, 3)
    if (dragged.kind !== 'box') throw new Error('It was a box')
    expect(dragged.half).toEqual([2, 2, 3])
    expect(dragged.centre.map((value) => Number(value.toFixed(6)))).toEqual([1, 1, 0])
    const inside = insideTest(dragged)
    expect(inside(1, -0.99, 0)).toBe(true)
    expect(inside(1, -1.01, 0)).toBe(false)
    expect(inside(1, 2.99, 0)).toBe(true)
    expect(inside(1, 3.01, 0)).toBe(false)
  })

  test('the other side goes the other way; no side vanishes', () => {
    const dragged = dragHandle({ ...box, rotation: [1, 0, 0, 0] }, 0, -1, 3)
    expect(dragged.centre[0]).toBeCloseTo(0)
    const thin = dragHandle(box, 1, 1, -50)
    expect(thin.kind === 'box' && thin.half[1]).toBe(1e-3)
  })

  test('a sphere keeps its centre', () => {
    const sphere: Volume = { kind: 'sphere', centre: [1, 2, 3], radius: 1 }
    expect(dragHandle(sphere, 2, -1, 2.5)).toEqual({ ...sphere, radius: 2.5 })
  })

  test('a ray finds its place along a line; end-on it finds none', () => {
    expect(nearestOnLine([0, 0, 0], [1, 0, 0], [3, 5, 0], [0, -2, 0])).toBeCloseTo(3)
    expect(nearestOnLine([1, 0, 0], [0, 1, 0], [4, 2, 4], [-1, 0, -1])).toBeCloseTo(2)
    expect(nearestOnLine([0, 0, 0], [1, 0, 0], [9, 0, 0], [-1, 0, 0.001])).toBeNull()
  })
})

describe('volumes that fit', () => {
  test('floaters and what lies far off do not make the box; what is hidden does not either', () => {
    const cloud = cloudOf([...sphereSplats(5000), { at: [40, 0, 0] }, { at: [0, -70, 0] }])
    const visible = new Uint8Array(cloud.count).fill(1)
    for (const half of fitBox(cloud, visible).half) expect(half).toBeCloseTo(1.05, 1)
    for (let i = 0; i < cloud.count; i++) if (cloud.positions[3 * i] < 0) visible[i] = 0
    expect(fitBox(cloud, visible).centre[0]).toBeCloseTo(0.5, 1)
    const elsewhere = cloudOf(sphereSplats(500).map(({ at }) => ({ at: [at[0] + 9, at[1], at[2]] as const })))
    expect(fitBox(elsewhere, new Uint8Array(500).fill(1)).centre[0]).toBeCloseTo(9, 1)
    expect(fitBox(cloud, new Uint8Array(cloud.count)).half).toEqual([1, 1, 1])
  })

  test('box to sphere and back', () => {
    expect(volumeOfKind(box, 'sphere')).toEqual({ kind: 'sphere', centre: [1, 0, 0], radius: 3 })
    expect(volumeOfKind(volumeOfKind(box, 'sphere'), 'box')).toMatchObject({ half: [3, 3, 3] })
    expect(volumeOfKind(box, 'box')).toBe(box)
  })
})

describe('transforms', () => {
  test('degrees come back as they were', () => {
    const degrees = toDegrees(fromDegrees([20, -35, 80]))
    expect(degrees.map((value) => Number(value.toFixed(9)))).toEqual([20, -35, 80])
  })

  test('a pivot goes where it is taken, whatever the turn and scale', () => {
    const transform = transformTaking([1, 2, 3], [-4, 5, 0.5], fromDegrees([30, 60, -10]), 2.5)
    const place = placeOf([1, 2, 3], transform)
    for (const [i, value] of [-4, 5, 0.5].entries()) expect(place[i]).toBeCloseTo(value)
    expect(transform.scale).toBe(2.5)
  })
})
