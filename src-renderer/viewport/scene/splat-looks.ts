import { dyno, type GsplatModifier } from '@sparkjsdev/spark'
import { Vector3 } from 'three'

/** Splats seen as something other than themselves. The modifiers work in the world, after a model's own transform. */
export interface SplatLooks {
  readonly points: GsplatModifier
  readonly depth: GsplatModifier
  /** Sets from where depth is measured and the range its colours span, world units. */
  setDepth(eye: Vector3, ahead: Vector3, near: number, far: number): void
}

/** A splat fainter than this is none worth a point. */
const FAINT = 0.15
/** Standard deviation of a point, world units; Spark draws at least a pixel or so of it. */
const POINT_SIZE = 0.0012

/** Viridis, sampled at fifths: dark where near. Legible to the colour-blind, and in grey. */
export const DEPTH_COLOURS = ['#fde725', '#7ad151', '#22a884', '#2a788e', '#414487', '#440154'] as const

export function createSplatLooks(): SplatLooks {
  const eye = dyno.dynoVec3(new Vector3())
  const ahead = dyno.dynoVec3(new Vector3(0, 0, -1))
  const near = dyno.dynoFloat(0)
  const far = dyno.dynoFloat(1)
  return {
    points: dyno.dynoBlock({ gsplat: dyno.Gsplat }, { gsplat: dyno.Gsplat }, ({ gsplat }) => {
      const look = new dyno.Dyno({
        inTypes: { gsplat: dyno.Gsplat },
        outTypes: { gsplat: dyno.Gsplat },
        statements: ({ inputs, outputs }) => [
          `${outputs.gsplat} = ${inputs.gsplat};`,
          `${outputs.gsplat}.scales = vec3(${POINT_SIZE});`,
          `${outputs.gsplat}.rgba.a = ${inputs.gsplat}.rgba.a < ${FAINT} ? 0.0 : 1.0;`,
        ],
      })
      return { gsplat: look.apply({ gsplat }).gsplat }
    }),
    depth: dyno.dynoBlock({ gsplat: dyno.Gsplat }, { gsplat: dyno.Gsplat }, ({ gsplat }) => {
      const look = new dyno.Dyno({
        inTypes: { gsplat: dyno.Gsplat, eye: 'vec3', ahead: 'vec3', near: 'float', far: 'float' },
        outTypes: { gsplat: dyno.Gsplat },
        globals: () => [DEPTH_GLSL],
        statements: ({ inputs, outputs }) => [
          `${outputs.gsplat} = ${inputs.gsplat};`,
          `${outputs.gsplat}.rgba.rgb = studioDepthColour((dot(${inputs.gsplat}.center - ${inputs.eye}, ${inputs.ahead}) - ${inputs.near}) / (${inputs.far} - ${inputs.near}));`,
        ],
      })
      return { gsplat: look.apply({ gsplat, eye, ahead, near, far }).gsplat }
    }),
    setDepth: (from, along, nearest, farthest) => {
      eye.value.copy(from)
      ahead.value.copy(along)
      near.value = nearest
      far.value = farthest
    },
  }
}

const DEPTH_GLSL = `
vec3 studioDepthColour(float share) {
  vec3 stops[6] = vec3[6](${DEPTH_COLOURS.map(toVec3).join(', ')});
  float at = clamp(share, 0.0, 1.0) * 5.0;
  int stop = min(int(at), 4);
  return mix(stops[stop], stops[stop + 1], at - float(stop));
}`

function toVec3(colour: string): string {
  const channels = [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255).toFixed(4))
  return `vec3(${channels.join(', ')})`
}
