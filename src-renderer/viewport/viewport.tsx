import { useCallback, useMemo, useRef } from 'react'
import type { Camera } from 'three'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { CaptureDialogs } from '../capture/capture-dialogs.tsx'
import { EditOverlay } from '../edit/edit-overlay.tsx'
import { useEdits } from '../edit/edit-store.ts'
import { ToolStrip } from '../edit/tool-strip.tsx'
import { madeIn } from '../state/made-in.ts'
import { DepthLegend } from './bars/depth-legend.tsx'
import { FootLine } from './bars/foot-line.tsx'
import { turnCube, ViewCube } from './bars/view-cube.tsx'
import { ViewToolbar } from './bars/view-toolbar.tsx'
import { frameCameras, frameObject } from './framing.ts'
import { GraphicsGuard } from './graphics-guard.tsx'
import { LookOverlay } from './look/look-overlay.tsx'
import { seenPictures } from './look/seen-pictures.ts'
import { useBlink } from './look/use-blink.ts'
import { stepPhoto, useLook } from './look/use-look.ts'
import { NothingYet } from './nothing-yet.tsx'
import { useFirstView } from './scene/use-first-view.ts'
import { useSize } from './use-size.ts'
import { useViewportCommands } from './use-viewport-commands.ts'
import { useViewportFiles } from './use-viewport-files.ts'
import { shownView, viewModes } from './view-modes.ts'
import classes from './viewport.module.css'
import { ViewportCanvas } from './viewport-canvas.tsx'
import { useViewport } from './viewport-store.ts'

/** The project in 3D: whatever there is of it so far. Fills its parent. */
export function Viewport({ project }: { readonly project: ProjectState }) {
  const element = useRef<HTMLElement>(null)
  const cube = useRef<HTMLDivElement>(null)
  const size = useSize(element)
  const modes = useMemo(() => viewModes(project), [project])
  const view = shownView(
    useViewport((state) => state.view),
    modes,
  )
  const edited = useEdits((state) => state.cloud !== null)
  const files = useViewportFiles(project, view, !edited)
  const { preview, scene, surface } = files
  const framing = useMemo(() => frameObject(preview?.bounds ?? scene?.bounds ?? null, scene), [preview, scene])
  const untrained = project.preview === null && !edited
  const first = useMemo(() => (untrained && scene ? frameCameras(scene) : framing), [untrained, scene, framing])
  useFirstView(first, untrained ? (scene ? 'cameras' : 'nothing') : 'object')

  const { photos } = project
  const projectId = project.summary.id
  const viewsRevision = madeIn(project.stages, 'views')
  const pictures = useMemo(
    () => seenPictures({ projectId, cameras: scene?.cameras ?? [], photos, viewsRevision }),
    [projectId, scene, photos, viewsRevision],
  )
  const look = useLook(pictures, scene, size)
  const blinks = useBlink(look !== null)
  const chosen = useViewport((state) => state.comparison)
  // While the space bar is held the other one is seen whole.
  const comparison = blinks ? (chosen < 0.99 ? 1 : 0) : chosen
  const edge = look && size ? (2 * (look.frame.left + comparison * look.frame.width)) / size.width - 1 : -1
  useViewportCommands(modes, first, scene, look !== null)
  const onFrame = useCallback((camera: Camera) => turnCube(cube.current, camera), [])

  const isEmpty = project.preview === null && project.scene === null
  return (
    <section ref={element} className={classes.viewport} aria-label="Viewport">
      <GraphicsGuard>
        {(attempt) => (
          <>
            <div className={classes.canvas}>
              <ViewportCanvas
                key={attempt}
                pictures={pictures}
                hasSplats={project.preview !== null}
                {...files}
                view={view}
                framing={framing}
                look={look}
                edge={edge}
                onFrame={onFrame}
              />
            </div>
            {isEmpty && (
              <div className={classes.empty}>
                <NothingYet project={project} />
              </div>
            )}
            <EditOverlay project={project} />
            {look && <LookOverlay look={look} comparison={comparison} onStep={(by) => stepPhoto(scene, by)} />}
            <ViewToolbar modes={modes} view={view} looking={look !== null} />
            {!look && !isEmpty && <ViewCube cube={cube} />}
            {!look && (
              <FootLine project={project} scene={scene} triangles={surface && surface.indices.length / 3} view={view} />
            )}
            {view === 'depth' && !look && <DepthLegend />}
            <CaptureDialogs name={project.summary.name} enabled={!isEmpty} />
            <div className={classes.tools}>
              <ToolStrip project={project} />
            </div>
          </>
        )}
      </GraphicsGuard>
    </section>
  )
}
