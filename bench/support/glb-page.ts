import * as THREE from 'three'
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js'

/** From where a model is drawn, and how. */
export interface GlbLook {
  /** Degrees about +Y: 0 looks at the model's front from +Z, 90 at the side that is on +X. */
  readonly azimuth: number
  /** Degrees above the horizon. */
  readonly elevation: number
  /** Its texture without any light, or its form alone. */
  readonly style: 'texture' | 'clay'
  /** 0xRRGGBB. */
  readonly background: number
}

/** A pinhole camera about the world's origin; the picture is square. */
export interface GlbCamera {
  /** World units from the origin. */
  readonly distance: number
  /** Field of view, degrees. */
  readonly view: number
  /** Pixels. */
  readonly size: number
}

declare global {
  interface Window {
    /** PNG in base64 of each look at a GLB in base64. */
    drawGlb(base64: string, camera: GlbCamera, looks: readonly GlbLook[]): Promise<string[]>
  }
}

// ImageBitmapLoader fetches, which a page without an origin may not; the loader then falls back on <img>.
Object.assign(window, { createImageBitmap: undefined })
const renderer = new THREE.WebGLRenderer({ antialias: true, preserveDrawingBuffer: true })
const clay = new THREE.MeshStandardMaterial({ color: 0xcccccc, roughness: 0.9 })
const { degToRad } = THREE.MathUtils

window.drawGlb = async (base64, camera, looks) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const { scene: model } = await new GLTFLoader().parseAsync(bytes.buffer, '')
  const meshes: { readonly mesh: THREE.Mesh; readonly painted: THREE.Material }[] = []
  model.traverse((node) => {
    if (!(node instanceof THREE.Mesh)) return
    const { map } = node.material as THREE.MeshStandardMaterial
    meshes.push({ mesh: node, painted: new THREE.MeshBasicMaterial({ map }) })
  })
  const eye = new THREE.PerspectiveCamera(camera.view, 1, camera.distance / 100, camera.distance * 10)
  const light = new THREE.DirectionalLight(0xffffff, 2)
  const scene = new THREE.Scene().add(model, light, new THREE.HemisphereLight(0xffffff, 0x222233, 1.2))
  renderer.setSize(camera.size, camera.size)
  return looks.map(({ azimuth, elevation, style, background }) => {
    for (const { mesh, painted } of meshes) mesh.material = style === 'clay' ? clay : painted
    eye.position.setFromSphericalCoords(camera.distance, degToRad(90 - elevation), degToRad(azimuth))
    eye.lookAt(0, 0, 0)
    light.position.copy(eye.position).add(new THREE.Vector3(0, camera.distance / 2, 0))
    scene.background = new THREE.Color(background)
    renderer.render(scene, eye)
    return renderer.domElement.toDataURL('image/png').split(',')[1]
  })
}
