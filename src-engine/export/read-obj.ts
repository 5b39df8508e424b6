/** What a Wavefront OBJ file holds. */
export interface ObjSummary {
  /** x y z of every `v` line. */
  readonly positions: Float32Array
  /** Faces of n corners count as n - 2 triangles. */
  readonly triangles: number
  readonly materialLibrary: string | null
}

/** Reads vertices and counts triangles; enough to describe a model. */
export function readObj(bytes: Uint8Array): ObjSummary {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  const positions: number[] = []
  let triangles = 0
  let materialLibrary: string | null = null
  for (const line of text.split('\n')) {
    const [keyword, ...values] = line.trim().split(/\s+/)
    if (keyword === 'v') positions.push(Number(values[0]), Number(values[1]), Number(values[2]))
    else if (keyword === 'f') triangles += Math.max(0, values.length - 2)
    else if (keyword === 'mtllib') materialLibrary = values.join(' ')
  }
  return { positions: Float32Array.from(positions), triangles, materialLibrary }
}
