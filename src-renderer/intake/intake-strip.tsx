import { ImagesIcon } from '@phosphor-icons/react/dist/csr/Images'
import { Button } from '../ui/button.tsx'
import { Progress } from '../ui/progress.tsx'
import { useIntake } from './intake-store.ts'
import classes from './intake-strip.module.css'
import { useLeaveWarning } from './use-leave-warning.ts'

/** Photos on their way, in the lower left corner, each with a way to stop. */
export function IntakeStrip() {
  const intakes = useIntake(({ intakes }) => intakes)
  useLeaveWarning(intakes.length > 0)
  if (intakes.length === 0) return null
  return (
    <section className={classes.strip} aria-label="Photos being added">
      {intakes.map(({ id, projectName, done, total, cancel }) => (
        <div key={id} className={classes.intake}>
          <ImagesIcon size={18} className={classes.icon} />
          <div className={classes.text}>
            <p>
              Adding photos to <strong>{projectName}</strong>
              <span className={classes.count}>
                {done} of {total}
              </span>
            </p>
            <Progress label={`Adding photos to ${projectName}`} value={done / total} />
          </div>
          <Button kind="quiet" onClick={cancel}>
            Stop
          </Button>
        </div>
      ))}
    </section>
  )
}
