import { Canvas } from '@react-three/fiber'
import { useMemo } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { EditScene } from '../edit/edit-scene.tsx'
import { HELPER_LAYER, StudioCamera } from './camera/studio-camera.ts'
import type { Framing } from './framing.ts'
import { GroundGrid } from './scene/ground-grid.tsx'
import { PickPivot } from './scene/pick-pivot.tsx'
import { PreviewSplats } from './scene/preview-splats.tsx'
import { Rig } from './scene/rig.tsx'
import { Spark } from './scene/spark.tsx'
import { SparsePoints } from './scene/sparse-points.tsx'
import { SplatLook } from './scene/splat-look.tsx'
import { Surface } from './scene/surface.tsx'
import { WorldAxes } from './scene/world-axes.tsx'
import type { ViewportFiles } from './use-viewport-files.ts'
import { useViewport, type ViewMode } from './viewport-store.ts'

export interface ViewportCanvasProps {
  readonly project: ProjectState
  readonly files: ViewportFiles
  readonly view: ViewMode
  readonly framing: Framing
}

/** The scene. Drawn only when something has changed. */
export function ViewportCanvas({ project, files, view, framing }: ViewportCanvasProps) {
  const camera = useMemo(() => new StudioCamera(), [])
  const { showGrid, showAxes, lookThrough } = useViewport()
  const { preview, scene, surface, texture } = files
  return (
    <Canvas
      flat
      frameloop="demand"
      camera={camera}
      // Splats gain nothing by it, and it costs most of their speed.
      gl={{ antialias: false, alpha: true, powerPreference: 'high-performance' }}
      onCreated={({ raycaster }) => raycaster.layers.enable(HELPER_LAYER)}
      aria-label="The project in 3D"
    >
      <Rig />
      <Spark />
      <SplatLook view={view} radius={framing.radius} />
      <PickPivot />
      {showGrid && lookThrough === null && <GroundGrid floor={framing.floor} />}
      {showAxes && lookThrough === null && <WorldAxes />}
      {preview && <PreviewSplats cloud={preview} />}
      {scene && project.preview === null && <SparsePoints scene={scene} />}
      {surface && (view === 'mesh' || view === 'wireframe') && (
        <Surface surface={surface} texture={texture} wireframe={view === 'wireframe'} />
      )}
      <EditScene project={project} />
    </Canvas>
  )
}
