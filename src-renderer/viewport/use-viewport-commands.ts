import { useMemo } from 'react'
import { Vector3 } from 'three'
import { type Command, useCommands } from '../commands/command-registry.ts'
import { FACES } from './bars/view-cube.tsx'
import type { Framing } from './framing.ts'
import type { LoadedScene } from './load/load-requests.ts'
import { nearestPhoto } from './look/nearest-photo.ts'
import { stepPhoto } from './look/use-look.ts'
import { focusSphere } from './scene/focus-sphere.ts'
import { FIRST_DIRECTION } from './scene/use-first-view.ts'
import type { ViewModeState } from './view-modes.ts'
import { useRuntime } from './viewport-runtime.ts'
import { setViewport, useViewport } from './viewport-store.ts'

/** What can be done in the viewport, by key, palette and bar. */
export function useViewportCommands(
  modes: readonly ViewModeState[],
  framing: Framing,
  scene: LoadedScene | null,
  looking: boolean,
): void {
  useCommands(useMemo(() => viewCommands(modes), [modes]))
  useCommands(useMemo(() => cameraCommands(framing, looking), [framing, looking]))
  useCommands(useMemo(() => photoCommands(scene, looking), [scene, looking]))
}

function viewCommands(modes: readonly ViewModeState[]): Command[] {
  const toggle = (key: 'showCameras' | 'showGrid' | 'showAxes') => () =>
    setViewport({ [key]: !useViewport.getState()[key] })
  return [
    ...modes.map(
      ({ mode, label, available }, i): Command => ({
        id: `view.${mode}`,
        title: `Show ${label.toLowerCase()}`,
        group: 'View',
        shortcut: String(i + 1),
        enabled: available,
        run: () => setViewport({ view: mode }),
      }),
    ),
    { id: 'view.cameras', title: 'Show or hide the photos', group: 'View', shortcut: 'c', run: toggle('showCameras') },
    { id: 'view.grid', title: 'Show or hide the grid', group: 'View', shortcut: 'g', run: toggle('showGrid') },
    { id: 'view.axes', title: 'Show or hide the axes', group: 'View', run: toggle('showAxes') },
  ]
}

function cameraCommands({ centre, radius, direction }: Framing, looking: boolean): Command[] {
  const rig = () => useRuntime.getState().rig
  const enabled = !looking
  return [
    {
      id: 'camera.home',
      title: 'Home view',
      group: 'Camera',
      shortcut: 'h',
      enabled,
      run: () => {
        rig()?.lookFrom(direction ?? FIRST_DIRECTION, centre, radius, true)
      },
    },
    {
      id: 'camera.focus',
      title: 'Focus on the selection or the object',
      group: 'Camera',
      shortcut: 'f',
      enabled,
      run: () => {
        const sphere = focusSphere() ?? { centre, radius }
        rig()?.fitSphere(sphere.centre, sphere.radius, true)
      },
    },
    {
      id: 'camera.fly',
      title: 'Fly, or turn about the object',
      group: 'Camera',
      shortcut: 'shift+f',
      enabled,
      run: () => setViewport({ navigation: useViewport.getState().navigation === 'fly' ? 'orbit' : 'fly' }),
    },
    ...FACES.map(
      ({ name, turn: [azimuth, polar] }): Command => ({
        id: `camera.${name.toLowerCase()}`,
        title: `View from: ${name.toLowerCase()}`,
        group: 'Camera',
        enabled,
        run: () => {
          rig()?.turnTo(azimuth, polar)
        },
      }),
    ),
  ]
}

function photoCommands(scene: LoadedScene | null, looking: boolean): Command[] {
  const lookNearest = () => {
    const camera = useRuntime.getState().rig?.camera
    if (!scene || !camera) return
    const ahead = camera.getWorldDirection(new Vector3())
    setViewport({ lookThrough: nearestPhoto(scene.cameras, camera.position, ahead) })
  }
  const leave = () => setViewport({ lookThrough: null })
  const step = (id: string, title: string, shortcut: string, by: number): Command => ({
    id,
    title,
    group: 'Camera',
    shortcut,
    enabled: looking,
    run: () => stepPhoto(scene, by),
  })
  return [
    {
      id: 'camera.look-through',
      title: looking ? 'Leave the photo' : 'Look through the nearest photo',
      group: 'Camera',
      shortcut: looking ? 'v escape' : 'v',
      enabled: (scene?.cameras.length ?? 0) > 0,
      run: looking ? leave : lookNearest,
    },
    step('camera.previous-photo', 'Look through the previous photo', 'arrowleft', -1),
    step('camera.next-photo', 'Look through the next photo', 'arrowright', 1),
    {
      id: 'camera.blink',
      title: 'Blink between photo and render (hold)',
      group: 'Camera',
      shortcut: 'space',
      enabled: looking,
      sheetOnly: true,
      run: () => {},
    },
  ]
}
