import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import { listExports } from './exports.ts'
import type { HostContext } from './host-context.ts'
import { isUnderWay } from './run-record.ts'
import { projectPaths, type StoredProject, stateOf } from './stored-project.ts'

type CutOutHandlers = Pick<StudioHandlers, 'previewCutOut' | 'setCorrections'>

/** The calls that correct by hand how the object of one photo is cut out. */
export function cutOutCalls({ library, engine, emit }: HostContext): CutOutHandlers {
  let revision = 0
  const photoOf = (project: StoredProject, photoId: string) => {
    const photo = project.record.photos.find(({ id }) => id === photoId)
    if (photo) return photo
    throw new StudioError(
      'path_not_found',
      'The project has no such photo.',
      'It may have been removed: reload the studio.',
    )
  }
  return {
    previewCutOut: async ({ projectId, photoId, strokes }) => {
      const project = library.get(projectId)
      const { file, width, height } = photoOf(project, photoId)
      const { photos, cutOut: folder } = projectPaths(project.folder)
      const path = join(photos, file)
      const { seed } = project.record.options
      await mkdir(folder, { recursive: true })
      const summary = await engine.calls.previewCutOut({ path, width, height, strokes, seed, folder })
      return { ...summary, revision: ++revision }
    },
    setCorrections: async ({ projectId, photoId, strokes }) => {
      const project = library.get(projectId)
      if (isUnderWay(project.run)) {
        throw new StudioError(
          'project_busy',
          `${project.record.name} is running.`,
          'Cancel the run, or wait for its end, then accept the correction.',
        )
      }
      photoOf(project, photoId)
      project.record.corrections = strokes.length > 0 ? { photoId, strokes } : null
      await project.saveRecord()
      emit({ type: 'project', projectId, project: stateOf(project, await listExports(project)) })
      return {}
    },
  }
}
