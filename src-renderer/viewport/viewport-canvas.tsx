import { Canvas } from '@react-three/fiber'
import { memo, useMemo } from 'react'
import type { Camera } from 'three'
import { EditScene } from '../edit/edit-scene.tsx'
import { HELPER_LAYER, StudioCamera } from './camera/studio-camera.ts'
import type { Framing } from './framing.ts'
import { PhotoPlane } from './look/photo-plane.tsx'
import type { SeenPicture } from './look/seen-pictures.ts'
import type { Look } from './look/use-look.ts'
import { Drawing } from './scene/drawing.tsx'
import { EachFrame } from './scene/each-frame.tsx'
import { GroundGrid } from './scene/ground-grid.tsx'
import { PhotoCameras } from './scene/photo-cameras.tsx'
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

export interface ViewportCanvasProps extends ViewportFiles {
  /** What the scene's cameras have taken. */
  readonly pictures: readonly SeenPicture[]
  /** Splats have begun to form: the sparse points have had their time. */
  readonly hasSplats: boolean
  readonly view: ViewMode
  readonly framing: Framing
  readonly look: Look | null
  /** Up to where the photo that is looked through is shown, -1 to 1 across the viewport. */
  readonly edge: number
  readonly onFrame: (camera: Camera) => void
}

/**
 * The scene. Drawn only when something has changed: each time the canvas is rendered by React it is drawn as well, so it
 * is given no more of the project than it shows. The project itself changes several times a second while it runs.
 */
export const ViewportCanvas = memo(function ViewportCanvas(props: ViewportCanvasProps) {
  const { pictures, hasSplats, preview, version, scene, surface, texture, view, framing, look, edge, onFrame } = props
  const camera = useMemo(() => new StudioCamera(), [])
  const showCameras = useViewport((state) => state.showCameras)
  const showGrid = useViewport((state) => state.showGrid)
  const showAxes = useViewport((state) => state.showAxes)
  return (
    <Canvas
      flat
      frameloop="demand"
      camera={camera}
      // Splats gain nothing by it, and it costs most of their speed.
      gl={{ antialias: false, alpha: true, powerPreference: 'high-performance' }}
      onCreated={({ gl, raycaster }) => {
        raycaster.layers.enable(HELPER_LAYER)
        // To ask would stop the page until each shader is ready.
        gl.debug.checkShaderErrors = false
      }}
      aria-label="The project in 3D"
    >
      <Rig />
      <Drawing />
      <Spark />
      <SplatLook view={view} radius={framing.radius} />
      <PickPivot />
      {showGrid && look === null && <GroundGrid floor={framing.floor} />}
      {showAxes && look === null && <WorldAxes />}
      {preview && <PreviewSplats cloud={preview} />}
      {scene && !hasSplats && <SparsePoints scene={scene} />}
      {surface && (view === 'mesh' || view === 'wireframe') && (
        <Surface surface={surface} texture={texture} wireframe={view === 'wireframe'} />
      )}
      {scene && showCameras && look === null && <PhotoCameras pictures={pictures} scene={scene} />}
      {look && <PhotoPlane camera={look.camera} address={look.picture.address} edge={edge} />}
      <EditScene floor={framing.floor} version={version} />
      <EachFrame run={onFrame} />
    </Canvas>
  )
})
