/** Threads of a workgroup of the kernels that have a thread a splat. */
export const SPLAT_GROUP = 256

/** One step's orders, binding 0 of the kernels that need them; `writeSettings` fills it. 176 bytes. */
export const SETTINGS = /* wgsl */ `
struct Settings {
  // Rows of the world-to-camera rotation, each with its component of the translation.
  toCameraX: vec4f,
  toCameraY: vec4f,
  toCameraZ: vec4f,
  // Centre of the camera in the world.
  center: vec3f,
  fx: f32, fy: f32, cx: f32, cy: f32,
  width: u32, height: u32,
  // Tiles across and down.
  columns: u32, rows: u32,
  count: u32,
  // Splats that the buffers have room for: the distance between two fields of a splat.
  capacity: u32,
  activeDegree: u32,
  // Room for (splat, tile) pairs; with mayGrow, a step that needs more changes nothing and is asked for again.
  pairCapacity: u32,
  mayGrow: u32,
  positionRate: f32, scaleRate: f32, rotationRate: f32, opacityRate: f32, colorRate: f32, harmonicsRate: f32,
  opacityPull: f32, flattening: f32,
  // 1 / (1 - beta^t) of Adam's moments.
  firstBias: f32, secondBias: f32,
  // Share of the splats that a training step does without, and the step's number.
  leftOut: f32, step: u32,
  // Farther than this from the origin no splat is made opaque or flat.
  surfaceReach: f32,
}
@group(0) @binding(0) var<uniform> s: Settings;
`
