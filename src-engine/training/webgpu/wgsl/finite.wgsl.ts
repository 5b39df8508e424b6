/** Whether a number is neither infinite nor NaN, by its bits: WGSL lets compilers assume that neither occurs. */
export const FINITE = /* wgsl */ `
fn finite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}
`
