import { useMemo } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { EditOverlay } from '../edit/edit-overlay.tsx'
import { useEdits } from '../edit/edit-store.ts'
import { ToolStrip } from '../edit/tool-strip.tsx'
import { frameObject } from './framing.ts'
import { useFirstView } from './scene/rig.tsx'
import { useViewportFiles } from './use-viewport-files.ts'
import { shownView, viewModes } from './view-modes.ts'
import classes from './viewport.module.css'
import { ViewportCanvas } from './viewport-canvas.tsx'
import { useViewport } from './viewport-store.ts'

/** The project in 3D: whatever there is of it so far. Fills its parent. */
export function Viewport({ project }: { readonly project: ProjectState }) {
  const modes = useMemo(() => viewModes(project), [project])
  const wanted = useViewport((state) => state.view)
  const view = shownView(wanted, modes)
  const edited = useEdits((state) => state.cloud !== null)
  const files = useViewportFiles(project, view, !edited)
  const { preview, scene } = files
  const framing = useMemo(() => frameObject(preview?.bounds ?? scene?.bounds ?? null, scene), [preview, scene])
  useFirstView(framing.direction, framing.centre, framing.radius)
  return (
    <section className={classes.viewport} aria-label="Viewport">
      <div className={classes.canvas}>
        <ViewportCanvas project={project} files={files} view={view} framing={framing} />
      </div>
      <EditOverlay project={project} />
      <div className={classes.tools}>
        <ToolStrip project={project} />
      </div>
    </section>
  )
}
