import { createPauseGate, type PauseGate } from '../../src-engine/jobs/pause-gate.ts'
import type { GpuTrainerSource } from '../../src-engine/training/gpu-trainer-source.ts'
import { areRigSized } from '../../src-engine/views/rig-sized.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { EngineEvent } from '../../src-shared/events.ts'
import { isRigViewName } from '../../src-shared/rig-view-name.ts'
import type { HandlersOf } from '../../src-shared/studio-api/call-table.ts'
import type { ENGINE_CALLS } from './engine-calls.ts'
import { exportsInThread } from './exports-in-thread.ts'
import { inspectPhoto } from './inspect-photo.ts'
import { inspectCameras, inspectSplats } from './inspect-run-inputs.ts'
import { modelHandlers } from './model-handlers.ts'

interface RunUnderWay {
  readonly runId: string
  readonly controller: AbortController
  readonly gate: PauseGate
}

/** The engine's calls. The pipeline is loaded with the first run, so that the process is ready at once. */
export function createEngineHandlers(
  emit: (runId: string, event: EngineEvent) => void,
  gpu?: GpuTrainerSource,
): HandlersOf<typeof ENGINE_CALLS> {
  let running: RunUnderWay | null = null
  return {
    run: async ({ runId, options, cameras, startFrom, more, afresh, threads, backend, report, ...files }) => {
      if (running) throw new StudioError('project_busy', 'The engine is at work on another run.', 'Wait for it to end.')
      const controller = new AbortController()
      const gate = createPauseGate((paused) => emit(runId, { type: 'pause', paused }))
      running = { runId, controller, gate }
      try {
        const { reconstruct } = await import('../../src-engine/pipeline/reconstruct.ts')
        const { outputs } = await reconstruct({
          ...files,
          report: report ?? undefined,
          preset: options.preset,
          steps: more ?? options.steps,
          continue: more !== null,
          cameras: cameras ?? undefined,
          startFrom: startFrom ?? undefined,
          pictures: options.pictures,
          refine: options.refine,
          keepScene: options.keepScene,
          seed: options.seed,
          resume: !afresh,
          threads: threads ?? undefined,
          backend,
          gpu,
          signal: controller.signal,
          pause: gate,
          onEvent: (event) => emit(runId, event),
        })
        return { outputs }
      } finally {
        running = null
      }
    },
    cancel: () => {
      running?.controller.abort()
      return {}
    },
    pause: ({ runId }) => {
      if (running?.runId === runId) running.gate.pause()
      return {}
    },
    resume: ({ runId }) => {
      if (running?.runId === runId) running.gate.resume()
      return {}
    },
    inspectPhoto: ({ path, thumbnail }) => inspectPhoto(path, thumbnail),
    inspectPictures: async ({ files }) => {
      const named = files.flatMap(({ name }, i) => (isRigViewName(name) ? [i] : []))
      return { views: (await areRigSized(named.map((i) => files[i].path))) ? named : [] }
    },
    previewCutOut: async (options) => {
      const { previewCutOut } = await import('./preview-cut-out.ts')
      return previewCutOut(options)
    },
    inspectCameras: ({ folder }) => inspectCameras(folder),
    inspectSplats: ({ path }) => inspectSplats(path),
    ...exportsInThread(),
    ...modelHandlers,
    checkMachine: async ({ folder }) => {
      const { checkMachine } = await import('../cli/doctor/check-machine.ts')
      const { checkParts } = await import('../cli/doctor/check-parts.ts')
      return [...(await checkMachine(folder)), ...(await checkParts(gpu))]
    },
  }
}
