import type { RefObject } from 'react'
import type { Camera } from 'three'
import { useRuntime } from '../viewport-runtime.ts'
import classes from './view-cube.module.css'

/** Azimuth (0 in front, at +z) and polar angle (0 above), radians, from where each face is seen. */
export const FACES = [
  { name: 'Front', turn: [0, Math.PI / 2], place: classes.front },
  { name: 'Back', turn: [Math.PI, Math.PI / 2], place: classes.back },
  { name: 'Right', turn: [Math.PI / 2, Math.PI / 2], place: classes.right },
  { name: 'Left', turn: [-Math.PI / 2, Math.PI / 2], place: classes.left },
  { name: 'Top', turn: [0, 0], place: classes.top },
  { name: 'Bottom', turn: [0, Math.PI], place: classes.bottom },
] as const

/** A small cube that turns with the view; a click on a face looks at the model from there. */
export function ViewCube({ cube }: { readonly cube: RefObject<HTMLDivElement | null> }) {
  return (
    <fieldset className={classes.stage} aria-label="View cube">
      <div ref={cube} className={classes.cube}>
        {FACES.map(({ name, turn: [azimuth, polar], place }) => (
          <button
            key={name}
            type="button"
            // The same views are commands: the cube would be six stops on every way by keyboard.
            tabIndex={-1}
            title={`Look from ${PLACES[name]}`}
            className={`${classes.face} ${place}`}
            onClick={() => useRuntime.getState().rig?.turnTo(azimuth, polar)}
          >
            {name}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

const PLACES = {
  Front: 'the front',
  Back: 'behind',
  Right: 'the right',
  Left: 'the left',
  Top: 'above',
  Bottom: 'below',
} as const

/** Turns the cube as the world is seen. CSS has y down: rows and columns of y change sign. */
export function turnCube(cube: HTMLElement | null, { matrixWorldInverse: { elements: e } }: Camera): void {
  if (!cube) return
  const turn = [e[0], -e[1], e[2], 0, -e[4], e[5], -e[6], 0, e[8], -e[9], e[10], 0, 0, 0, 0, 1]
  cube.style.transform = `matrix3d(${turn.map((value) => value.toFixed(5)).join(',')})`
}
