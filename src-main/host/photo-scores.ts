import type { EngineEvent, PhotoScore } from '../../src-shared/events.ts'
import type { HostContext } from './host-context.ts'
import { photoEntries, type StoredProject } from './stored-project.ts'

/**
 * Keeps with each photo how well the project's splats explain it. Scores are forgotten as soon as a run begins to solve
 * other cameras or to train other splats; a run that keeps those it has keeps the scores too.
 */
export function followPhotoScores(context: HostContext, project: StoredProject, event: EngineEvent): void {
  if (event.type === 'photoScores') setScores(context, project, event.scores)
  const begins = event.type === 'stage' && event.state === 'started'
  if (begins && (event.stage === 'cameras' || event.stage === 'training')) setScores(context, project, [])
}

/** Photos without a score had no part in the run. */
function setScores(context: HostContext, project: StoredProject, scores: readonly PhotoScore[]): void {
  const psnrOf = new Map(scores.map(({ file, psnr }) => [file, psnr]))
  const { photos } = project.record
  if (photos.every(({ file, psnr }) => psnr === (psnrOf.get(file) ?? null))) return
  photos.forEach((photo, i) => {
    photos[i] = { ...photo, psnr: psnrOf.get(photo.file) ?? null }
  })
  context.emit({ type: 'photos', projectId: project.id, photos: photoEntries(project) })
  // A full disk stops the run itself, which says so.
  project.saveRecord().catch(() => {})
}
