/** One line of the doctor's answer. */
export interface Check {
  readonly name: string
  readonly value: string
  /** `lacking` stops the program from working; `limited` only means slower or less. */
  readonly state: 'good' | 'limited' | 'lacking'
  /** What to do about it; empty when nothing is. */
  readonly hint: string
}

export function good(name: string, value: string): Check {
  return { name, value, state: 'good', hint: '' }
}
