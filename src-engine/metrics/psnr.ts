/** Peak signal-to-noise ratio in dB of two equally long arrays of values in 0..1; Infinity when they are equal. */
export function psnr(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`PSNR needs equal lengths, got ${a.length} and ${b.length}`)
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2
  return psnrOfError(sum / a.length)
}

/** PSNR in dB from the mean squared error of values in 0..1. */
export function psnrOfError(meanSquaredError: number): number {
  return -10 * Math.log10(meanSquaredError)
}
