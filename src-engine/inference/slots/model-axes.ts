type Axis = '+x' | '-x' | '+y' | '-y' | '+z' | '-z'
type Vector = readonly [number, number, number]

const DIRECTIONS: Readonly<Record<Axis, Vector>> = {
  '+x': [1, 0, 0],
  '-x': [-1, 0, 0],
  '+y': [0, 1, 0],
  '-y': [0, -1, 0],
  '+z': [0, 0, 1],
  '-z': [0, 0, -1],
}

/**
 * Takes points of our cube (+Y up, the camera on +Z, within -1..1) to a model's own axes and unit. Both frames are
 * right-handed.
 */
export function modelAxes({ up, camera }: { up: Axis; camera: Axis }) {
  const y = DIRECTIONS[up]
  const z = DIRECTIONS[camera]
  const x: Vector = [y[1] * z[2] - y[2] * z[1], y[2] * z[0] - y[0] * z[2], y[0] * z[1] - y[1] * z[0]]
  return (points: Float32Array, halfExtent: number): Float32Array => {
    const moved = new Float32Array(points.length)
    for (let p = 0; p < points.length; p += 3) {
      for (let i = 0; i < 3; i++) {
        moved[p + i] = halfExtent * (points[p] * x[i] + points[p + 1] * y[i] + points[p + 2] * z[i])
      }
    }
    return moved
  }
}
