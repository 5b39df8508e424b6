import type { MappedPhoto } from './mapping-input.ts'
import type { SceneModel } from './scene-model.ts'

/** Grid cells along a photo's side at the levels of the pyramid. */
const LEVELS = [2, 4, 8, 16]

/** A photo that may be placed next. */
export interface Candidate {
  readonly photo: number
  /** Triangulated points it sees. */
  readonly visible: number
  readonly score: number
}

/**
 * Photos not yet placed that see points of the model, the most promising first: many points, well spread over the
 * photo. Each grid cell of a pyramid with at least one point counts as much as the grid has cells along a side
 * (Schonberger, Frahm, Structure-from-Motion Revisited, CVPR 2016).
 */
export function rankNextViews(model: SceneModel, photos: readonly MappedPhoto[]): Candidate[] {
  const { tracks, pointsOfTrack, placed } = model
  const cells = LEVELS.map((n) => new Uint8Array(n * n))
  const candidates: Candidate[] = []
  photos.forEach(({ width, height }, photo) => {
    if (placed[photo]) return
    for (const level of cells) level.fill(0)
    let visible = 0
    let score = 0
    for (const m of tracks.byPhoto[photo]) {
      if (pointsOfTrack[tracks.trackOf[m]] === 0) continue
      visible++
      LEVELS.forEach((n, level) => {
        const column = Math.min(n - 1, Math.max(0, Math.floor((tracks.pixels[2 * m] / width) * n)))
        const row = Math.min(n - 1, Math.max(0, Math.floor((tracks.pixels[2 * m + 1] / height) * n)))
        if (cells[level][row * n + column]) return
        cells[level][row * n + column] = 1
        score += n
      })
    }
    if (visible > 0) candidates.push({ photo, visible, score })
  })
  return candidates.sort((p, q) => q.score - p.score || q.visible - p.visible || p.photo - q.photo)
}
