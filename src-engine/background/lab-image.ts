import type { RgbImage } from '../../src-shared/photo.ts'

/** CIE L*a*b* (D65), interleaved, L 0..100: 3 * width * height. Equal steps look about equally large. */
export interface LabImage {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** Converts 8-bit sRGB to CIE L*a*b* (IEC 61966-2-1, CIE 15). */
export function toLab({ width, height, data }: RgbImage): LabImage {
  const lab = new Float32Array(data.length)
  for (let i = 0; i < data.length; i += 3) {
    const [r, g, b] = [LINEAR[data[i]], LINEAR[data[i + 1]], LINEAR[data[i + 2]]]
    const x = cubeRoot((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
    const y = cubeRoot(0.2126 * r + 0.7152 * g + 0.0722 * b)
    const z = cubeRoot((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
    lab[i] = 116 * y - 16
    lab[i + 1] = 500 * (x - y)
    lab[i + 2] = 200 * (y - z)
  }
  return { width, height, data: lab }
}

const LINEAR = Float32Array.from({ length: 256 }, (_, v) =>
  v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
)

/** The cube root with CIE's straight piece near black. */
function cubeRoot(t: number): number {
  return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116
}
