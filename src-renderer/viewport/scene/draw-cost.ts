let lastMs = 0

/** What the last picture took to draw, from hand-over to the graphics processor to its end, ms; 0 before the first. */
export function drawCostMs(): number {
  return lastMs
}

export function setDrawCost(ms: number): void {
  lastMs = ms
}
