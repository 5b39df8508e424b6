import type { BrowserWindow, Dialog } from 'electron'
import type { RunState } from '../../src-shared/studio-api/project.ts'

const CHOICES = { background: 'Keep running in background', stop: 'Stop and close', stay: 'Cancel' } as const
type Choice = keyof typeof CHOICES

/** Asks how to leave while runs are under way or waiting. A run that is paused would keep a hidden app for ever: not offered. */
export async function askHowToLeave(
  dialog: Pick<Dialog, 'showMessageBox'>,
  window: BrowserWindow,
  runs: number,
  first: RunState | undefined,
): Promise<Choice> {
  const isPaused = first === 'paused' || first === 'pausing'
  const offered: Choice[] = isPaused ? ['stop', 'stay'] : ['background', 'stop', 'stay']
  const one = isPaused ? 'A run is paused.' : 'A run is under way.'
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: runs > 1 ? `${runs} runs are under way or waiting.` : one,
    detail: 'Stopped runs can be resumed: what is finished is kept.',
    buttons: offered.map((choice) => CHOICES[choice]),
    defaultId: 0,
    cancelId: offered.indexOf('stay'),
    noLink: true,
  })
  return offered[response]
}
