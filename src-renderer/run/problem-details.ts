import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { logText } from './log-text.ts'

/** Lines of the log that go with a report: enough to see what led to it. */
const LOG_LINES = 40

/** All that helps somebody else to find out why a run failed, as text. No photo and no path of the user's is in it beyond what the log says. */
export function problemDetails({ summary, options, stages, photos, log }: ProjectState): string {
  const { error } = summary
  return [
    `Glimpse3D: the run of "${summary.name}" ended as ${summary.state}`,
    error ? `${error.code}: ${error.message} ${error.hint}` : '',
    `Options: ${JSON.stringify(options)}`,
    `Photos: ${photos.length}, ${photos.filter(({ used }) => used).length} used`,
    `Stages: ${stages.map(({ stage, state, fraction }) => `${stage} ${state} ${Math.round(100 * fraction)} %`).join(', ')}`,
    '',
    logText(log.slice(-LOG_LINES)),
  ]
    .filter((line, i) => line !== '' || i === 5)
    .join('\n')
}
