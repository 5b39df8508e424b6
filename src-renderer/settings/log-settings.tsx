import { formatLog, useStudioLog } from '../state/studio-log.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import classes from './sections.module.css'

export function LogSettings() {
  const entries = useStudioLog(({ entries }) => entries)
  return (
    <section className={classes.log}>
      <div className={classes.row}>
        <p className={classes.hint}>
          What has happened to the studio since this window was opened. A run’s own log is in its project.
        </p>
        <CopyButton text={formatLog(entries)}>Copy all</CopyButton>
      </div>
      <ol className={`${classes.lines} selectable`}>
        {entries.map(({ time, level, message }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
          <li key={i} className={classes[level]}>
            <time dateTime={time}>{new Date(time).toLocaleTimeString('en-GB')}</time>
            {message}
          </li>
        ))}
      </ol>
    </section>
  )
}
