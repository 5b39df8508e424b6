import { Matrix4, type MeshBasicMaterial, type MeshLambertMaterial, Quaternion, Vector3 } from 'three'
import type { Volume } from '../../../src-shared/edits.ts'

/** Of the model's frame: takes a point to where the volume is the unit box or the unit sphere. */
function intoVolume(volume: Volume): Matrix4 {
  const [w, x, y, z] = volume.kind === 'box' ? volume.rotation : [1, 0, 0, 0]
  const size = volume.kind === 'box' ? new Vector3(...volume.half) : new Vector3().setScalar(volume.radius)
  return new Matrix4().compose(new Vector3(...volume.centre), new Quaternion(x, y, z, w), size).invert()
}

/** What a mesh material needs to leave out what a crop leaves out. */
export interface CropUniforms {
  readonly crop: { value: Matrix4 }
  /** 0: nothing is cropped, 1: to a box, 2: to a sphere. */
  readonly cropKind: { value: number }
}

export function createCropUniforms(): CropUniforms {
  return { crop: { value: new Matrix4() }, cropKind: { value: 0 } }
}

export function setCrop(uniforms: CropUniforms, volume: Volume | null): void {
  uniforms.cropKind.value = volume === null ? 0 : volume.kind === 'box' ? 1 : 2
  if (volume) uniforms.crop.value.copy(intoVolume(volume))
}

/** Makes the material draw only what lies within the crop of its uniforms. */
export function cropMaterial(material: MeshLambertMaterial | MeshBasicMaterial, uniforms: CropUniforms): void {
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms)
    shader.vertexShader = shader.vertexShader
      .replace('void main() {', 'uniform mat4 crop;\nvarying vec3 inCrop;\nvoid main() {')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\ninCrop = (crop * vec4(position, 1.0)).xyz;')
    shader.fragmentShader = shader.fragmentShader.replace(
      'void main() {',
      `uniform float cropKind;
      varying vec3 inCrop;
      void main() {
        vec3 outside = abs(inCrop);
        if (cropKind == 1.0 && max(outside.x, max(outside.y, outside.z)) > 1.0) discard;
        if (cropKind == 2.0 && dot(inCrop, inCrop) > 1.0) discard;`,
    )
  }
  material.customProgramCacheKey = () => 'cropped'
}
