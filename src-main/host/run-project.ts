import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest } from '../../src-engine/library/manifest-file.ts'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { throwIfCancelled } from '../../src-shared/errors.ts'
import { toErrorMessage } from '../../src-shared/studio-api/call-table.ts'
import { exportPath, listExports } from './exports.ts'
import { emitSummary, type HostContext } from './host-context.ts'
import { knownCamerasFolder } from './run-inputs.ts'
import { addToLog, beginRun, stagesOf } from './run-record.ts'
import { projectPaths, type StoredProject, stateOf } from './stored-project.ts'

/**
 * Runs one project to its end, whatever that is; the outcome is in its record. Never rejects.
 * Gives what announces the end: to be called once the project may be started again, since listeners do that at once.
 */
export async function runProject(context: HostContext, project: StoredProject, afresh: boolean): Promise<() => void> {
  const { id, run } = project
  beginRun(run)
  context.emit({ type: 'project', projectId: id, project: stateOf(project, await listExports(project)) })
  emitSummary(context, project)
  try {
    await project.saveRun()
    await reconstructProject(context, project, afresh)
    run.state = 'completed'
    run.trainingLonger = null
  } catch (cause) {
    const error = asStudioError(cause)
    run.state = context.isClosing() ? 'interrupted' : error.code === 'cancelled' ? 'cancelled' : 'failed'
    if (run.state === 'failed') {
      run.error = toErrorMessage(error)
      context.emit({ type: 'log', projectId: id, entry: addToLog(run, 'error', `${error.message} ${error.hint}`) })
    }
  }
  const keepsFormer = run.trainingLonger !== null
  if (keepsFormer) run.stages = stagesOf(await readManifest(projectPaths(project.folder).work).catch(() => null))
  // Where even this cannot be written, the run counts as interrupted when the library is opened next.
  await project.saveRun().catch(() => {})
  const exports = await listExports(project)
  return () => {
    if (keepsFormer) context.emit({ type: 'project', projectId: id, project: stateOf(project, exports) })
    emitSummary(context, project)
    context.emit({ type: 'exports', projectId: id, exports })
  }
}

async function reconstructProject(
  { engine, settings }: HostContext,
  project: StoredProject,
  afresh: boolean,
): Promise<void> {
  const { options, photos, inputs, corrections } = project.record
  const used = photos.filter((photo) => photo.used)
  const paths = projectPaths(project.folder)
  await mkdir(paths.photos, { recursive: true })
  const output = await exportPath(project, 'glb')
  // The engine cannot cancel what it has not been asked for yet.
  if (project.run.state === 'cancelling') throwIfCancelled(AbortSignal.abort())
  const ended = engine.calls.run({
    runId: project.id,
    photos: used.map(({ file }) => join(paths.photos, file)),
    strokes: corrections && used.length === 1 && used[0].id === corrections.photoId ? corrections.strokes : [],
    project: paths.work,
    output,
    livePreview: paths.preview,
    liveScene: paths.scene,
    report: options.holdOut ? paths.report : null,
    options,
    cameras: inputs.cameras && knownCamerasFolder(project.folder),
    startFrom: inputs.splats && join(project.folder, inputs.splats.file),
    more: project.run.trainingLonger,
    afresh,
    threads: settings.threads,
    backend: settings.backend,
  })
  // Nor pause it: a pause asked for before now has gone unheard.
  if (project.run.state === 'pausing') await Promise.race([ended, engine.calls.pause({ runId: project.id })])
  await ended
}
