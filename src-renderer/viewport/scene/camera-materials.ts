import { DoubleSide, ShaderMaterial, type Texture } from 'three'

/** Cameras nearer to the view than this many frustum depths fade, so that they are never in the way. */
const FADES_WITHIN = 3.2

const VERTEX = `
  attribute vec3 apex;
  attribute float place;
  uniform float depth;
  uniform float hovered;
  varying float near;
  varying float chosen;
  void seen() {
    near = 1.0 - smoothstep(0.4 * ${FADES_WITHIN.toFixed(1)} * depth, ${FADES_WITHIN.toFixed(1)} * depth, distance(apex, cameraPosition));
    chosen = abs(place - hovered) < 0.5 ? 1.0 : 0.0;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }`

function uniforms() {
  return { depth: { value: 1 }, hovered: { value: -1 } }
}

export function lineMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    transparent: true,
    uniforms: uniforms(),
    vertexShader: `${VERTEX}
      attribute vec3 tint;
      varying vec3 colour;
      void main() { colour = tint; seen(); }`,
    fragmentShader: `
      varying vec3 colour;
      varying float near;
      varying float chosen;
      void main() {
        float alpha = mix(0.75, 1.0, chosen) * (1.0 - near);
        if (alpha < 0.01) discard;
        gl_FragColor = vec4(mix(colour, vec3(1.0), chosen), alpha);
      }`,
  })
}

export function planeMaterial(atlas: Texture): ShaderMaterial {
  return new ShaderMaterial({
    transparent: true,
    side: DoubleSide,
    // Behind its own frame's lines.
    polygonOffset: true,
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 4,
    uniforms: { ...uniforms(), atlas: { value: atlas } },
    vertexShader: `${VERTEX}
      varying vec2 at;
      void main() { at = uv; seen(); }`,
    fragmentShader: `
      uniform sampler2D atlas;
      varying vec2 at;
      varying float near;
      varying float chosen;
      void main() {
        vec4 photo = texture2D(atlas, at);
        // From behind one sees that it is a photo's back.
        vec3 colour = gl_FrontFacing ? photo.rgb : 0.35 * photo.rgb + 0.12;
        float alpha = mix(0.15, 0.92, photo.a) * (1.0 - near);
        if (alpha < 0.01) discard;
        gl_FragColor = vec4(mix(colour, vec3(1.0), 0.18 * chosen), mix(alpha, 1.0, chosen * (1.0 - near)));
      }`,
  })
}
