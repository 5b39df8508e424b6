/** Neighbours of vertex v along edges: neighbours[starts[v]] .. neighbours[starts[v + 1]]. */
export interface VertexNeighbours {
  readonly starts: Uint32Array
  readonly neighbours: Uint32Array
}

/** Collects each vertex's neighbours, each once, from the triangles. */
export function vertexNeighbours(vertexCount: number, indices: Uint32Array): VertexNeighbours {
  const room = new Uint32Array(vertexCount + 1)
  for (let i = 0; i < indices.length; i++) room[indices[i] + 1] += 2
  for (let v = 0; v < vertexCount; v++) room[v + 1] += room[v]
  const all = new Uint32Array(2 * indices.length)
  const filled = room.slice()
  for (let t = 0; t < indices.length; t += 3)
    for (let c = 0; c < 3; c++) {
      const v = indices[t + c]
      all[filled[v]++] = indices[t + ((c + 1) % 3)]
      all[filled[v]++] = indices[t + ((c + 2) % 3)]
    }
  const starts = new Uint32Array(vertexCount + 1)
  const neighbours = new Uint32Array(all.length)
  let length = 0
  for (let v = 0; v < vertexCount; v++) {
    starts[v] = length
    for (let i = room[v]; i < room[v + 1]; i++) {
      let known = false
      for (let k = starts[v]; k < length && !known; k++) known = neighbours[k] === all[i]
      if (!known) neighbours[length++] = all[i]
    }
  }
  starts[vertexCount] = length
  return { starts, neighbours: neighbours.slice(0, length) }
}
