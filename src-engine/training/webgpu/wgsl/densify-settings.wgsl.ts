/** Orders of a densification, binding 0 of its kernels. 16 bytes. */
export const DENSIFY_SETTINGS = /* wgsl */ `
struct Settings {
  count: u32,
  capacity: u32,
  // Splats to have afterwards.
  goal: u32,
  // The scene's size in world units.
  extent: f32,
}
@group(0) @binding(0) var<uniform> s: Settings;

fn splatAt(k: u32, i: u32) -> u32 {
  return k * s.capacity + i;
}
`
