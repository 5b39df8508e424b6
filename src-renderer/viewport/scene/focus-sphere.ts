import { Matrix4, Quaternion, Vector3 } from 'three'
import { FLAG_GONE, FLAG_SELECTED } from '../../edit/edit-requests.ts'
import { useEdits } from '../../edit/edit-store.ts'
import { fromHalf } from '../../splats/half-float.ts'
import { WORDS_PER_SPLAT } from '../../splats/pack-splat.ts'
import { robustBounds } from '../load/bounds.ts'

/** Smaller than this a sphere is not fitted: the view would end up inside a single splat. World units. */
const SMALLEST = 0.05

/** A sphere around the splats that are selected, as they are drawn; null where none are. */
export function focusSphere(): { readonly centre: Vector3; readonly radius: number } | null {
  const { cloud, flags, selected, transform } = useEdits.getState()
  if (!cloud || !flags || selected === 0) return null
  const chosen: number[] = []
  for (let i = 0; i < cloud.count; i++) if ((flags[i] & (FLAG_SELECTED | FLAG_GONE)) === FLAG_SELECTED) chosen.push(i)
  const bounds = robustBounds(chosen.length, (i, axis) => {
    const at = WORDS_PER_SPLAT * chosen[i]
    const word = cloud.packed[at + (axis === 2 ? 2 : 1)]
    return fromHalf(axis === 1 ? word >>> 16 : word & 0xffff)
  })
  if (!bounds) return null
  const [w, x, y, z] = transform.rotation
  const placed = new Matrix4().compose(
    new Vector3(...transform.translation),
    new Quaternion(x, y, z, w),
    new Vector3().setScalar(transform.scale),
  )
  const min = new Vector3(...bounds.min)
  const max = new Vector3(...bounds.max)
  const radius = (transform.scale * max.distanceTo(min)) / 2
  return { centre: min.add(max).divideScalar(2).applyMatrix4(placed), radius: Math.max(1.1 * radius, SMALLEST) }
}
