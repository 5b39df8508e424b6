import { ArrowsClockwiseIcon } from '@phosphor-icons/react/dist/csr/ArrowsClockwise'
import { WarningIcon } from '@phosphor-icons/react/dist/csr/Warning'
import type { EngineStatus } from '../../src-shared/studio-api/studio.ts'
import { useStudio } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import classes from './status-banner.module.css'

/** Above every page while something is wrong that concerns all of it. */
export function StatusBanner() {
  const connection = useStudio(({ connection }) => connection)
  const engine = useStudio(({ studio }) => studio?.engine)
  if (connection === 'lost') {
    return (
      <div role="status" className={classes.banner}>
        <ArrowsClockwiseIcon size={16} className={classes.turning} />
        <p>
          <strong>Reconnecting…</strong> The studio does not answer. Runs go on without this window, and it catches up
          by itself; if it does not, see whether “glimpse3d serve” still runs.
        </p>
        <Button onClick={() => location.reload()}>Reload</Button>
      </div>
    )
  }
  return engine ? <EngineBanner engine={engine} /> : null
}

function EngineBanner({ engine: { state, error } }: { readonly engine: EngineStatus }) {
  // It is `starting` again within a moment; the error says that this is not its first start.
  if (state === 'restarting' || (state === 'starting' && error)) {
    return (
      <div role="status" className={classes.banner}>
        <ArrowsClockwiseIcon size={16} className={classes.turning} />
        <p>
          <strong>The engine is starting again.</strong> {error?.message} Your project is intact: its run can be
          resumed.
        </p>
      </div>
    )
  }
  if (state === 'stopped' && error) {
    return (
      <div role="alert" className={`${classes.banner} ${classes.bad}`}>
        <WarningIcon size={16} weight="fill" />
        <p>
          <strong>The engine has stopped.</strong> {error.message} {error.hint}
        </p>
      </div>
    )
  }
  return null
}
