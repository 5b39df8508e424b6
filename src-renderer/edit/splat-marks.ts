import { dyno } from '@sparkjsdev/spark'
import { DataArrayTexture, Quaternion, RedIntegerFormat, UnsignedByteType, Vector3 } from 'three'
import type { Volume } from '../../src-shared/edits.ts'
import { FLAG_FLOATER, FLAG_GONE, FLAG_SELECTED } from './edit-requests.ts'

/** Spark's textures are so many splats wide and at most so many rows high. */
const WIDTH = 2048

/** What happens to splats outside the volume. */
const OUTSIDE = { stay: 0, hide: 1, dim: 2 } as const

/** Draws a mesh's splats by their flags and a volume, on the graphics processor: nothing is packed anew for an edit. */
export interface SplatMarks {
  /** For `SplatMesh`'s `objectModifier`. */
  readonly modifier: dyno.Dyno<{ gsplat: typeof dyno.Gsplat }, { gsplat: typeof dyno.Gsplat }>
  /** One byte a splat (edit-requests.ts), room for `packedCapacity(count)`; about a millisecond for a million. */
  readonly setFlags: (flags: Uint8Array<ArrayBuffer>) => void
  /** The volume outside of which splats are hidden or dimmed; null: none. */
  readonly setVolume: (volume: Volume | null, outside: 'hide' | 'dim') => void
  readonly dispose: () => void
}

/** After each change call the mesh's `updateVersion`. `capacity` as from `packedCapacity`. */
export function createSplatMarks(capacity: number): SplatMarks {
  const rows = Math.min(capacity / WIDTH, WIDTH)
  const data = new Uint8Array(capacity)
  const texture = new DataArrayTexture(data, WIDTH, rows, capacity / (WIDTH * rows))
  texture.format = RedIntegerFormat
  texture.type = UnsignedByteType
  texture.internalFormat = 'R8UI'
  texture.needsUpdate = true
  const flags = dyno.dynoUsampler2DArray(texture)
  const centre = dyno.dynoVec3(new Vector3())
  /** Of a sphere: its radius, three times. */
  const half = dyno.dynoVec3(new Vector3(1, 1, 1))
  const rotation = dyno.dynoVec4(new Quaternion())
  const sphere = dyno.dynoInt(0)
  const outside = dyno.dynoInt(OUTSIDE.stay)
  const modifier = dyno.dynoBlock(
    { gsplat: dyno.Gsplat },
    { gsplat: dyno.Gsplat },
    ({ gsplat }) =>
      new dyno.Dyno({
        inTypes: {
          gsplat: dyno.Gsplat,
          flags: 'usampler2DArray',
          centre: 'vec3',
          half: 'vec3',
          rotation: 'vec4',
          sphere: 'int',
          outside: 'int',
        },
        outTypes: { gsplat: dyno.Gsplat },
        inputs: { gsplat, flags, centre, half, rotation, sphere, outside },
        statements: ({ inputs, outputs }) => markStatements(inputs, outputs.gsplat ?? ''),
      }).outputs,
  )
  return {
    modifier,
    setFlags: (next) => {
      data.set(next)
      texture.needsUpdate = true
    },
    setVolume: (volume, then) => {
      outside.value = volume ? OUTSIDE[then] : OUTSIDE.stay
      if (!volume) return
      centre.value.fromArray(volume.centre)
      sphere.value = volume.kind === 'sphere' ? 1 : 0
      if (volume.kind === 'sphere') half.value.setScalar(volume.radius)
      else {
        const [w, x, y, z] = volume.rotation
        half.value.fromArray(volume.half)
        // The inverse: it takes the world into the box.
        rotation.value.set(-x, -y, -z, w).normalize()
      }
    },
    dispose: () => texture.dispose(),
  }
}

type Names = { readonly [Name in 'gsplat' | 'flags' | 'centre' | 'half' | 'rotation' | 'sphere' | 'outside']?: string }

/** GLSL; colours are display sRGB, chosen to stand out on any object in both themes. */
function markStatements({ gsplat, flags, centre, half, rotation, sphere, outside }: Names, out: string): string[] {
  return `
    ${out} = ${gsplat};
    if (isGsplatActive(${out}.flags)) {
      uint mark = texelFetch(${flags}, splatTexCoord(${out}.index), 0).r;
      bool gone = (mark & ${FLAG_GONE}u) != 0u;
      if ((mark & ${FLAG_SELECTED}u) != 0u) ${out}.rgba.rgb = mix(${out}.rgba.rgb, vec3(1.0, 0.8, 0.1), 0.72);
      if ((mark & ${FLAG_FLOATER}u) != 0u) ${out}.rgba = vec4(1.0, 0.16, 0.2, max(${out}.rgba.a, 0.45));
      if (${outside} != ${OUTSIDE.stay}) {
        vec3 offset = ${out}.center - ${centre};
        vec3 turned = quatVec(${rotation}, offset);
        bool inside = ${sphere} != 0 ? length(offset) <= ${half}.x : all(lessThanEqual(abs(turned), ${half}));
        if (!inside && ${outside} == ${OUTSIDE.hide}) gone = true;
        if (!inside && ${outside} == ${OUTSIDE.dim}) {
          ${out}.rgba = vec4(mix(${out}.rgba.rgb, vec3(0.5), 0.75), ${out}.rgba.a * 0.12);
        }
      }
      if (gone) {
        ${out}.flags &= ~GSPLAT_FLAG_ACTIVE;
        ${out}.rgba.a = 0.0;
      }
    }`
    .split('\n')
    .map((line) => line.trim())
}
