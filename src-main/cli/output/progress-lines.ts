import type { EngineEvent, Stage } from '../../../src-shared/events.ts'
import { formatTime } from './format.ts'

const TITLES: Readonly<Record<Stage, string>> = {
  photos: 'Photos',
  background: 'Cut-out',
  cameras: 'Cameras',
  views: 'Views',
  depth: 'Depth',
  training: 'Splats',
  refine: 'Refining',
  surface: 'Surface',
  export: 'Export',
}
const TITLE_WIDTH = 9
/** Without a terminal each line stays, in a log for example: one now and then is enough. */
const SECONDS_BETWEEN_LINES = 10

/** Where the lines go: standard error, or a test. */
export interface LineOutput {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/**
 * Shows a run to a person: one line a stage, with the time left. On a terminal the line is redrawn in place, elsewhere a
 * new one is written every ten seconds.
 */
export function progressLines(output: LineOutput): (event: EngineEvent) => void {
  const live = output.isTTY === true
  let quietUntil = 0
  let training = ''
  const draw = (text: string) => output.write(`\r\x1b[2K${text.slice(0, (output.columns ?? 80) - 1)}`)
  const line = (text: string) => output.write(live ? `\r\x1b[2K${text}\n` : `${text}\n`)
  const titled = (stage: Stage, text: string) => `${TITLES[stage].padEnd(TITLE_WIDTH)}${text}`

  return (event) => {
    switch (event.type) {
      case 'stage':
        training = ''
        quietUntil = performance.now() + 1000 * SECONDS_BETWEEN_LINES
        if (event.state === 'started') {
          if (live) draw(titled(event.stage, '...'))
        } else {
          const how = event.state === 'reused' ? 'kept from the last run' : formatTime(event.seconds ?? 0)
          line(titled(event.stage, `done, ${how}`))
        }
        break
      case 'metrics':
        training = `, ${event.psnr.toFixed(1)} dB`
        break
      case 'progress': {
        if (!live && performance.now() < quietUntil) break
        quietUntil = performance.now() + 1000 * SECONDS_BETWEEN_LINES
        const left = event.secondsLeft === null ? '' : `, ${formatTime(event.secondsLeft)} left`
        const percent = `${Math.floor(100 * event.fraction)} %`.padStart(5)
        const text = titled(event.stage, `${percent}${left}  ${event.detail}${training}`)
        if (live) draw(text)
        else line(text)
        break
      }
      case 'log':
        line(
          event.level === 'info'
            ? event.message
            : `${event.level === 'warning' ? 'Warning' : 'Error'}: ${event.message}`,
        )
        break
      case 'refinement': {
        const { iterationNumber, psnr, overallQuality, photoPsnr } = event.iteration
        const name = iterationNumber === 0 ? 'as trained' : `iteration ${iterationNumber}`
        line(
          titled(
            'refine',
            `${name}: quality ${overallQuality.toFixed(4)}, views ${psnr.toFixed(2)} dB, photo ${photoPsnr.toFixed(2)} dB`,
          ),
        )
        break
      }
      case 'done':
      case 'failed':
        break
    }
  }
}
