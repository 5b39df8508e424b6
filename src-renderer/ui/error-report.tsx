import { WarningOctagonIcon } from '@phosphor-icons/react/dist/csr/WarningOctagon'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { EmptyState } from './empty-state.tsx'
import classes from './error-report.module.css'

export interface ErrorReportProps {
  readonly what: string
  readonly error: Error
  /** The components it happened in. */
  readonly where: string
  readonly onRetry: () => void
}

export function ErrorReport({ what, error, where, onRetry }: ErrorReportProps) {
  const details = [`${what} failed`, error.stack ?? String(error), where, navigator.userAgent].join('\n')
  return (
    <div role="alert" className={classes.report}>
      <EmptyState
        icon={<WarningOctagonIcon size={34} />}
        title={`${what} has stopped`}
        action={
          <div className={classes.actions}>
            <Button kind="primary" onClick={onRetry}>
              Try again
            </Button>
            <Button onClick={() => location.reload()}>Reload the studio</Button>
            <CopyButton text={details}>Copy details</CopyButton>
          </div>
        }
      >
        {sentence(error.message || 'It met an error it did not expect')} Your photos, runs and edits are kept by the
        host; nothing is lost.
      </EmptyState>
    </div>
  )
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}
