/** A number as text with seven significant digits, about what a 32-bit float holds. */
export function sevenDigits(value: number): string {
  return String(Number(value.toPrecision(7)))
}
