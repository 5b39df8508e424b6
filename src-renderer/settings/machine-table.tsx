import { CheckCircleIcon } from '@phosphor-icons/react/dist/csr/CheckCircle'
import { WarningIcon } from '@phosphor-icons/react/dist/csr/Warning'
import { XCircleIcon } from '@phosphor-icons/react/dist/csr/XCircle'
import { useEffect, useState } from 'react'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { StudioApi } from '../../src-shared/studio-api/studio-calls.ts'
import { studioClient } from '../state/studio-store.ts'
import classes from './sections.module.css'

type MachineCheck = Awaited<ReturnType<StudioApi['checkMachine']>>[number]

const STATES = {
  good: { word: 'Good', Icon: CheckCircleIcon },
  limited: { word: 'Limited', Icon: WarningIcon },
  lacking: { word: 'Lacking', Icon: XCircleIcon },
} as const

/** What the engine finds out about the machine, each time it is looked at. */
export function MachineTable() {
  const [checks, setChecks] = useState<readonly MachineCheck[] | null>(null)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    let isShown = true
    studioClient()
      .api.checkMachine({})
      .then(
        (found) => isShown && setChecks(found),
        (cause: unknown) => isShown && setProblem(`${asStudioError(cause).message} ${asStudioError(cause).hint}`),
      )
    return () => {
      isShown = false
    }
  }, [])
  if (problem) return <p role="alert">{problem}</p>
  if (!checks) return <p className={classes.hint}>Looking at the machine…</p>
  return (
    <table className={classes.table}>
      <tbody>
        {checks.map(({ name, value, state, hint }) => {
          const { word, Icon } = STATES[state]
          return (
            <tr key={name}>
              <th scope="row">{sentenceCase(name)}</th>
              <td className="selectable">
                {value}
                {hint && <p>{hint}</p>}
              </td>
              <td>
                <span className={`${classes.state} ${classes[state]}`}>
                  <Icon size={15} weight="fill" />
                  {word}
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function sentenceCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
