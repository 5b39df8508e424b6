import { ArrowDownIcon } from '@phosphor-icons/react/dist/csr/ArrowDown'
import { TerminalIcon } from '@phosphor-icons/react/dist/csr/Terminal'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import classes from './log-panel.module.css'
import { filterLog, formatClock, type LogLevel } from './log-text.ts'

interface LogPanelProps {
  readonly log: ProjectState['log']
  /** Lines less serious than this are left out. */
  readonly least: LogLevel
}

/** Within this many pixels of the end counts as being there. */
const END_SLACK = 24

/** What the run has said. Follows the newest line until the person scrolls up. */
export function LogPanel({ log, least }: LogPanelProps) {
  const list = useRef<HTMLOListElement>(null)
  const [follows, setFollows] = useState(true)
  const shown = filterLog(log, least)
  const last = shown.at(-1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is what moves the end away.
  useLayoutEffect(() => {
    if (follows && list.current) list.current.scrollTop = list.current.scrollHeight
  }, [follows, last, shown.length])
  if (shown.length === 0) {
    return (
      <EmptyState
        icon={<TerminalIcon size={28} />}
        title={log.length === 0 ? 'Nothing to report' : 'Nothing that serious'}
      >
        {log.length === 0
          ? 'Warnings and what the run decides by itself are written here.'
          : 'Choose a lower level to see the other lines.'}
      </EmptyState>
    )
  }
  return (
    <div className={classes.panel}>
      <ol
        ref={list}
        className={`${classes.list} selectable`}
        aria-label="Log"
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
          setFollows(scrollTop + clientHeight >= scrollHeight - END_SLACK)
        }
      >
        {shown.map(({ time, level, message }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own, and two may be alike.
          <li key={`${time} ${i}`} data-level={level} className={classes.line}>
            <time dateTime={time}>{formatClock(time)}</time>
            <span className={classes.level}>{level}</span>
            <span>{message}</span>
          </li>
        ))}
      </ol>
      {!follows && (
        <Button className={classes.toEnd} onClick={() => setFollows(true)}>
          <ArrowDownIcon size={13} />
          Newest
        </Button>
      )}
    </div>
  )
}
