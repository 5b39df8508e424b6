import { useEffect, useRef } from 'react'
import { Vector3 } from 'three'
import type { Framing } from '../framing.ts'
import { useRuntime } from '../viewport-runtime.ts'

/** Used until a photo's direction is known: a little from above and from the side. */
export const FIRST_DIRECTION = new Vector3(0.5, 0.45, 1)
/** Growth of what is framed that is worth moving for. */
const GROWTH = 1.1

export type FramedStage = 'nothing' | 'cameras' | 'object'

/**
 * Frames what there is as a project grows: the cameras as they are found, then, once, the object. The first time a
 * person takes hold of the view it is theirs.
 */
export function useFirstView({ direction, centre, radius }: Framing, stage: FramedStage): void {
  const rig = useRuntime((state) => state.rig)
  const framed = useRef<{ stage: FramedStage | null; radius: number; exact: boolean; touched: boolean }>({
    stage: null,
    radius: 0,
    exact: false,
    touched: false,
  })
  useEffect(() => {
    if (!rig) return
    // A canvas made anew starts anew.
    framed.current = { stage: null, radius: 0, exact: false, touched: false }
    const onTouch = () => {
      framed.current.touched = true
    }
    rig.controls.addEventListener('controlstart', onTouch)
    return () => rig.controls.removeEventListener('controlstart', onTouch)
  }, [rig])
  useEffect(() => {
    const last = framed.current
    if (!rig || last.touched) return
    const exact = direction !== null
    const grown = stage === 'cameras' && radius > GROWTH * last.radius
    if (last.stage === stage && last.exact === exact && !grown) return
    rig.lookFrom(direction ?? FIRST_DIRECTION, centre, radius, last.stage === 'cameras')
    framed.current = { stage, radius, exact, touched: false }
  }, [rig, direction, centre, radius, stage])
}
