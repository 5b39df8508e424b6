import { useMemo } from 'react'
import { DoubleSide, ShaderMaterial } from 'three'
import { HELPER_LAYER } from '../camera/studio-camera.ts'

/** Half the grid's side, world units: it has faded away before. */
const REACH = 8

/**
 * A grid on the floor: a line every tenth of a unit, a stronger one every unit. The object is about one unit in radius.
 * The lines are drawn by distance and slope, so that they neither flicker nor crowd far away.
 */
export function GroundGrid({ floor }: { readonly floor: number }) {
  const material = useMemo(
    () =>
      new ShaderMaterial({
        transparent: true,
        depthWrite: false,
        side: DoubleSide,
        uniforms: { reach: { value: REACH } },
        vertexShader: `
          varying vec3 world;
          void main() {
            vec4 placed = modelMatrix * vec4(position, 1.0);
            world = placed.xyz;
            gl_Position = projectionMatrix * viewMatrix * placed;
          }`,
        fragmentShader: `
          varying vec3 world;
          uniform float reach;
          float lines(vec2 at, float width) {
            vec2 slope = fwidth(at);
            vec2 away = abs(fract(at - 0.5) - 0.5) / slope;
            float line = 1.0 - min(min(away.x, away.y) / width, 1.0);
            // Where cells are smaller than two pixels there is nothing to see but noise.
            return line * (1.0 - smoothstep(0.2, 0.5, max(slope.x, slope.y)));
          }
          void main() {
            float away = length(world.xz);
            float fade = 1.0 - smoothstep(0.25 * reach, reach, away);
            float grazing = smoothstep(0.02, 0.2, abs(normalize(world - cameraPosition).y));
            float fine = 0.16 * lines(world.xz * 10.0, 1.0) * (1.0 - smoothstep(1.5, 3.5, away));
            float alpha = max(fine, 0.34 * lines(world.xz, 1.3)) * fade * grazing;
            if (alpha < 0.004) discard;
            gl_FragColor = vec4(vec3(0.55, 0.58, 0.65), alpha);
          }`,
      }),
    [],
  )
  return (
    <mesh
      position={[0, floor, 0]}
      rotation={[-Math.PI / 2, 0, 0]}
      renderOrder={-2}
      ref={(mesh) => mesh?.layers.set(HELPER_LAYER)}
      material={material}
    >
      <planeGeometry args={[2 * REACH, 2 * REACH]} />
    </mesh>
  )
}
