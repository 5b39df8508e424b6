// AssemblyScript, compiled by scripts/build-kernels.mjs. Images are rows of `stride` floats, stride a multiple of 16.

/** Separable convolution with a symmetric kernel; borders repeat the outermost pixel. */
export function blur(
  source: usize, // image
  target: usize, // image; may be the source
  between: usize, // scratch image
  line: usize, // scratch: stride + 2 * radius + 16 floats
  taps: usize, // radius + 1 floats, from the centre outwards
  radius: i32,
  width: i32,
  height: i32,
  stride: i32,
): void {
  const pitch = (<usize>stride) << 2
  for (let y = 0; y < height; y++) {
    blurLine(source + <usize>y * pitch, between + <usize>y * pitch, line, taps, radius, width, stride)
  }
  for (let y = 0; y < height; y++) blurColumns(between, target, taps, radius, y, height, stride)
}

function blurLine(from: usize, to: usize, line: usize, taps: usize, radius: i32, width: i32, stride: i32): void {
  const first = load<f32>(from)
  const last = load<f32>(from + ((<usize>(width - 1)) << 2))
  for (let i = 0; i < radius; i++) store<f32>(line + ((<usize>i) << 2), first)
  memory.copy(line + ((<usize>radius) << 2), from, (<usize>width) << 2)
  for (let i = radius + width; i < stride + 2 * radius + 16; i++) store<f32>(line + ((<usize>i) << 2), last)
  const centre = v128.load32_splat(taps)
  for (let x = 0; x < stride; x += 16) {
    const middle = line + ((<usize>(x + radius)) << 2)
    let sum0 = f32x4.mul(centre, v128.load(middle))
    let sum1 = f32x4.mul(centre, v128.load(middle, 16))
    let sum2 = f32x4.mul(centre, v128.load(middle, 32))
    let sum3 = f32x4.mul(centre, v128.load(middle, 48))
    for (let i = 1; i <= radius; i++) {
      const reach = (<usize>i) << 2
      const tap = v128.load32_splat(taps + reach)
      const left = middle - reach
      const right = middle + reach
      sum0 = f32x4.add(sum0, f32x4.mul(tap, f32x4.add(v128.load(left), v128.load(right))))
      sum1 = f32x4.add(sum1, f32x4.mul(tap, f32x4.add(v128.load(left, 16), v128.load(right, 16))))
      sum2 = f32x4.add(sum2, f32x4.mul(tap, f32x4.add(v128.load(left, 32), v128.load(right, 32))))
      sum3 = f32x4.add(sum3, f32x4.mul(tap, f32x4.add(v128.load(left, 48), v128.load(right, 48))))
    }
    const out = to + ((<usize>x) << 2)
    v128.store(out, sum0)
    v128.store(out, sum1, 16)
    v128.store(out, sum2, 32)
    v128.store(out, sum3, 48)
  }
}

function blurColumns(from: usize, to: usize, taps: usize, radius: i32, y: i32, height: i32, stride: i32): void {
  const pitch = (<usize>stride) << 2
  const centre = v128.load32_splat(taps)
  for (let x = 0; x < stride; x += 16) {
    const column = from + ((<usize>x) << 2)
    const middle = column + <usize>y * pitch
    let sum0 = f32x4.mul(centre, v128.load(middle))
    let sum1 = f32x4.mul(centre, v128.load(middle, 16))
    let sum2 = f32x4.mul(centre, v128.load(middle, 32))
    let sum3 = f32x4.mul(centre, v128.load(middle, 48))
    for (let i = 1; i <= radius; i++) {
      const tap = v128.load32_splat(taps + ((<usize>i) << 2))
      const up = column + <usize>max(y - i, 0) * pitch
      const down = column + <usize>min(y + i, height - 1) * pitch
      sum0 = f32x4.add(sum0, f32x4.mul(tap, f32x4.add(v128.load(up), v128.load(down))))
      sum1 = f32x4.add(sum1, f32x4.mul(tap, f32x4.add(v128.load(up, 16), v128.load(down, 16))))
      sum2 = f32x4.add(sum2, f32x4.mul(tap, f32x4.add(v128.load(up, 32), v128.load(down, 32))))
      sum3 = f32x4.add(sum3, f32x4.mul(tap, f32x4.add(v128.load(up, 48), v128.load(down, 48))))
    }
    const out = to + <usize>y * pitch + ((<usize>x) << 2)
    v128.store(out, sum0)
    v128.store(out, sum1, 16)
    v128.store(out, sum2, 32)
    v128.store(out, sum3, 48)
  }
}

/** target = left - right, `count` floats, a multiple of 4. */
export function subtract(left: usize, right: usize, target: usize, count: i32): void {
  for (let i: usize = 0; i < (<usize>count) << 2; i += 16) {
    v128.store(target + i, f32x4.sub(v128.load(left + i), v128.load(right + i)))
  }
}
