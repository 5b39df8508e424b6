/**
 * Draws triangles into a depth buffer: nearest depth along the camera's z axis at each pixel centre, world units.
 * Triangles that reach behind the camera are left out.
 *
 * @param projection 3x4 row-major, see `projectionMatrix`.
 * @param depth Written: width * height, 0 where nothing is hit.
 */
export function drawDepth(
  positions: Float32Array,
  indices: Uint32Array,
  projection: Float64Array,
  width: number,
  height: number,
  depth: Float32Array,
): void {
  const p = projection
  const count = positions.length / 3
  const us = new Float32Array(count)
  const vs = new Float32Array(count)
  const zs = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]]
    const c = p[8] * x + p[9] * y + p[10] * z + p[11]
    zs[i] = c
    us[i] = (p[0] * x + p[1] * y + p[2] * z + p[3]) / c
    vs[i] = (p[4] * x + p[5] * y + p[6] * z + p[7]) / c
  }
  depth.fill(0)
  for (let t = 0; t < indices.length; t += 3) {
    const a = indices[t]
    const b = indices[t + 1]
    const c = indices[t + 2]
    if (!(zs[a] > 1e-6 && zs[b] > 1e-6 && zs[c] > 1e-6)) continue
    const u0 = Math.max(0, Math.ceil(Math.min(us[a], us[b], us[c]) - 0.5))
    const u1 = Math.min(width - 1, Math.floor(Math.max(us[a], us[b], us[c]) - 0.5))
    const v0 = Math.max(0, Math.ceil(Math.min(vs[a], vs[b], vs[c]) - 0.5))
    const v1 = Math.min(height - 1, Math.floor(Math.max(vs[a], vs[b], vs[c]) - 0.5))
    const area = (us[b] - us[a]) * (vs[c] - vs[a]) - (us[c] - us[a]) * (vs[b] - vs[a])
    if (u0 > u1 || v0 > v1 || area === 0) continue
    // Inverse depth is linear in the image.
    const [qa, qb, qc] = [1 / zs[a], 1 / zs[b], 1 / zs[c]]
    for (let v = v0; v <= v1; v++)
      for (let u = u0; u <= u1; u++) {
        const x = u + 0.5
        const y = v + 0.5
        const wb = ((x - us[a]) * (vs[c] - vs[a]) - (us[c] - us[a]) * (y - vs[a])) / area
        const wc = ((us[b] - us[a]) * (y - vs[a]) - (x - us[a]) * (vs[b] - vs[a])) / area
        const wa = 1 - wb - wc
        if (wa < -1e-6 || wb < -1e-6 || wc < -1e-6) continue
        const z = 1 / (wa * qa + wb * qb + wc * qc)
        const i = v * width + u
        if (depth[i] === 0 || z < depth[i]) depth[i] = z
      }
  }
}
