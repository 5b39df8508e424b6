import { useMemo, useRef } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { type Command, useCommands } from '../commands/command-registry.ts'
import { chooseKnownCameras, chooseStartSplats } from '../intake/run-input-actions.ts'
import { cancelRun, pauseRun, resumeRun, startAfresh, startRun } from './run-actions.ts'
import type { RunOptions } from './run-draft.ts'
import type { RunAbilities } from './run-state.ts'
import { askTrainLonger } from './train-longer-dialog.tsx'

/** The run's commands, for keys and the palette. They stay the same while the run's figures change. */
export function useRunCommands(project: ProjectState, options: RunOptions, can: RunAbilities): void {
  const now = useRef({ project, options })
  now.current = { project, options }
  useCommands(
    useMemo(() => {
      const command = (
        id: string,
        title: string,
        enabled: boolean,
        run: () => unknown,
        shortcut?: string,
      ): Command => ({
        id: `run.${id}`,
        title,
        group: 'Run',
        shortcut,
        enabled,
        run: () => void run(),
      })
      return [
        command('start', 'Start the run', can.start, () => startRun(now.current.project, now.current.options), 'r'),
        command('pause', 'Pause the run', can.pause, () => pauseRun(now.current.project), 'p'),
        command('resume', 'Resume the run', can.resume, () => resumeRun(now.current.project), 'p'),
        command('cancel', 'Cancel the run', can.cancel, () => cancelRun(now.current.project)),
        command('train-longer', 'Train longer…', can.trainLonger, () => askTrainLonger(now.current.project)),
        command('known-cameras', 'Known cameras from a COLMAP folder…', can.start, () =>
          chooseKnownCameras(now.current.project.summary.id, 'folder'),
        ),
        command('known-camera-files', 'Known cameras from files…', can.start, () =>
          chooseKnownCameras(now.current.project.summary.id, 'files'),
        ),
        command('start-splats', 'Start from splats…', can.start, () =>
          chooseStartSplats(now.current.project.summary.id),
        ),
        command('afresh', 'Start all over', can.start, () => startAfresh(now.current.project, now.current.options)),
      ]
    }, [can]),
  )
}
