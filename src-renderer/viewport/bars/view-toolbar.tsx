import { AirplaneIcon } from '@phosphor-icons/react/dist/csr/Airplane'
import { ApertureIcon } from '@phosphor-icons/react/dist/csr/Aperture'
import { ArrowsOutCardinalIcon } from '@phosphor-icons/react/dist/csr/ArrowsOutCardinal'
import { CameraIcon } from '@phosphor-icons/react/dist/csr/Camera'
import { FilmStripIcon } from '@phosphor-icons/react/dist/csr/FilmStrip'
import { FrameCornersIcon } from '@phosphor-icons/react/dist/csr/FrameCorners'
import { GridFourIcon } from '@phosphor-icons/react/dist/csr/GridFour'
import { HouseIcon } from '@phosphor-icons/react/dist/csr/House'
import { ImagesIcon } from '@phosphor-icons/react/dist/csr/Images'
import { useShallow } from 'zustand/shallow'
import { runCommand } from '../../commands/command-registry.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Slider } from '../../ui/slider.tsx'
import type { ViewModeState } from '../view-modes.ts'
import { setViewport, useViewport, type ViewMode, type ViewportStore } from '../viewport-store.ts'
import classes from './bars.module.css'

export interface ViewToolbarProps {
  readonly modes: readonly ViewModeState[]
  readonly view: ViewMode
  /** A photo is looked through: what moves the view is out of place. */
  readonly looking: boolean
}

/** The viewport's upper edge: what is shown, and how one looks around. */
export function ViewToolbar({ modes, view, looking }: ViewToolbarProps) {
  const { showCameras, showGrid, showAxes, navigation, fov } = useViewport(useShallow(settingsOf))
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="View">
      <Segmented
        label="What is drawn"
        value={view}
        options={modes.map(({ mode, label, title, available }) => ({
          value: mode,
          label,
          title,
          disabled: !available,
        }))}
        onValue={(mode) => setViewport({ view: mode })}
      />
      <div className={classes.group}>
        <IconButton
          label={showCameras ? 'Hide the photos' : 'Show the photos where they were taken'}
          shortcut="c"
          aria-pressed={showCameras}
          onClick={() => setViewport({ showCameras: !showCameras })}
        >
          <ImagesIcon size={16} />
        </IconButton>
        <IconButton
          label={showGrid ? 'Hide the grid' : 'Show the grid: a line every 0.1 units, the object is about 1 in radius'}
          shortcut="g"
          aria-pressed={showGrid}
          onClick={() => setViewport({ showGrid: !showGrid })}
        >
          <GridFourIcon size={16} />
        </IconButton>
        <IconButton
          label={showAxes ? 'Hide the axes' : 'Show the axes: x red, y green (up), z blue, one unit long'}
          aria-pressed={showAxes}
          onClick={() => setViewport({ showAxes: !showAxes })}
        >
          <ArrowsOutCardinalIcon size={16} />
        </IconButton>
      </div>
      <div className={classes.group}>
        <IconButton
          label={
            navigation === 'fly' ? 'Back to turning about the object' : 'Fly: W A S D and Q E, drag to look around'
          }
          shortcut="shift+f"
          aria-pressed={navigation === 'fly'}
          disabled={looking}
          onClick={() => runCommand('camera.fly')}
        >
          <AirplaneIcon size={16} />
        </IconButton>
        <IconButton
          label="Focus on the selection, or on the object"
          shortcut="f"
          disabled={looking}
          onClick={() => runCommand('camera.focus')}
        >
          <FrameCornersIcon size={16} />
        </IconButton>
        <IconButton label="Home view" shortcut="h" disabled={looking} onClick={() => runCommand('camera.home')}>
          <HouseIcon size={16} />
        </IconButton>
        <Popover
          label="Field of view"
          trigger={
            <Button
              kind="quiet"
              className={classes.fov}
              aria-label={`Field of view, ${fov} degrees`}
              disabled={looking}
            >
              <ApertureIcon size={16} />
              {fov}°
            </Button>
          }
        >
          <div className={classes.popover}>
            <div className={classes.row}>
              <span>Field of view</span>
              <output>{fov}°</output>
            </div>
            <Slider
              label="Field of view in degrees"
              value={fov}
              min={15}
              max={90}
              onValue={(value) => setViewport({ fov: value })}
            />
            <p className={classes.hint}>Small: like a long lens, shapes look flat. Large: like a wide lens.</p>
          </div>
        </Popover>
        <Menu
          trigger={
            <IconButton label="Take a picture or a video">
              <CameraIcon size={16} />
            </IconButton>
          }
          items={[
            {
              label: 'Screenshot…',
              icon: <CameraIcon size={15} />,
              shortcut: 'mod+shift+s',
              onSelect: () => runCommand('capture.screenshot'),
            },
            {
              label: 'Turntable video…',
              icon: <FilmStripIcon size={15} />,
              onSelect: () => runCommand('capture.turntable'),
            },
          ]}
        />
      </div>
    </div>
  )
}

function settingsOf({ showCameras, showGrid, showAxes, navigation, fov }: ViewportStore) {
  return { showCameras, showGrid, showAxes, navigation, fov }
}
