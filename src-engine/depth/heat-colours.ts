/** Colours of the ramp. */
const STEPS = 256
/** Lightness from nearly black to nearly white, hue from violet through red to yellow, and the most colourful it gets. */
const LIGHTNESS = [0.16, 0.96]
const HUE = [(285 * Math.PI) / 180, (465 * Math.PI) / 180]
const CHROMA = 0.19
/** Points along the path from which the steps are spaced evenly. */
const FINE = 4096

type Triple = readonly [number, number, number]

/**
 * A perceptually uniform ramp from dark to bright, 8-bit sRGB: 3 * 256. A path through OKLab (Ottosson 2020) on which
 * lightness only rises, walked in steps of equal length, so that equal differences of a value look equally large.
 */
export function heatColours(): Uint8Array {
  const path = Array.from({ length: FINE }, (_, i) => inGamut(i / (FINE - 1)))
  const walked = [0]
  for (let i = 1; i < FINE; i++) walked.push(walked[i - 1] + Math.hypot(...path[i].map((v, k) => v - path[i - 1][k])))
  const colours = new Uint8Array(3 * STEPS)
  for (let step = 0, i = 0; step < STEPS; step++) {
    while (i < FINE - 1 && walked[i] < (walked[FINE - 1] * step) / (STEPS - 1)) i++
    colours.set(
      toSrgb(path[i]).map((value) => Math.round(255 * value)),
      3 * step,
    )
  }
  return colours
}

/** The path's place at `t` in OKLab, its colour drawn in until a screen can show it. */
function inGamut(t: number): Triple {
  const mix = ([from, to]: readonly number[]) => from + (to - from) * t
  const [lightness, hue] = [mix(LIGHTNESS), mix(HUE)]
  for (let chroma = CHROMA * Math.sin(Math.PI * t) ** 0.5; ; chroma -= 0.002) {
    const colour: Triple = [lightness, chroma * Math.cos(hue), chroma * Math.sin(hue)]
    if (chroma <= 0 || toSrgb(colour).every((value) => value >= 0 && value <= 1)) return colour
  }
}

/** OKLab to sRGB, 0..1 where a screen can show it. The matrices are Ottosson's. */
function toSrgb([lightness, a, b]: Triple): number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((v) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055))
}
