import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { showLeftOut, useIntake } from './intake-store.ts'
import classes from './left-out-dialog.module.css'

/** Which files were left out, and what to do about each. */
export function LeftOutDialog() {
  const files = useIntake(({ leftOut }) => leftOut)
  if (!files) return null
  return (
    <Dialog
      open
      onOpenChange={() => showLeftOut(null)}
      title={`${files.length} files were left out`}
      description="The project has all the others. Nothing of yours was changed."
      footer={
        <Button kind="primary" onClick={() => showLeftOut(null)}>
          Done
        </Button>
      }
    >
      <ul className={classes.list}>
        {files.map(({ file, reason, hint }, i) => (
          // Two files of different folders may share a name.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
          <li key={i}>
            <strong className="selectable">{file}</strong>
            <span>{reason}</span>
            {hint && <p>{hint}</p>}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
