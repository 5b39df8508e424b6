import { RADIUS, SSIM_WINDOW } from '../../cpu/photometric-loss.ts'
import { TILE } from '../../cpu/raster-constants.ts'

/** Weights of the window. */
export const TAPS = SSIM_WINDOW.length

/** Side of a tile with the margin that the SSIM window reaches over. */
const PATCH = TILE + 2 * RADIUS

/**
 * The SSIM window over a tile, a workgroup of TILE x TILE threads: rows first, then columns, both in workgroup memory.
 * Outside the image everything counts as 0, as on the CPU. Needs SETTINGS.
 */
export const LOSS_WINDOW = /* wgsl */ `
const PATCH = ${PATCH}u;
const window = array<f32, ${TAPS}>(${Array.from(SSIM_WINDOW).join(', ')});

fn perValue() -> f32 {
  return 1 / f32(3 * s.width * s.height);
}

// Pixel of place p of the patch around a tile; beyond the image for x or y = 0xffffffff and the like.
fn patchPixel(tile: vec2u, p: u32) -> vec2u {
  return tile * ${TILE} + vec2u(p % PATCH, p / PATCH) - ${RADIUS};
}

fn inImage(at: vec2u) -> bool {
  return at.x < s.width && at.y < s.height;
}
`

/** Statements that put the photo's value, 0..1, at pixel `at` of channel `channel`; needs LOSS_WINDOW. */
export const PHOTO = /* wgsl */ `
fn photoAt(at: vec2u, channel: u32) -> f32 {
  let byte = 3 * (at.y * s.width + at.x) + channel;
  return f32((photo[byte / 4] >> (8 * (byte % 4))) & 255) / 255;
}
`

/** Places of a patch, and of its rows after they have been summed across. */
export const PATCH_PLACES = PATCH * PATCH
export const ROW_PLACES = PATCH * TILE
