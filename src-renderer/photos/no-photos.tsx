import { ImagesIcon } from '@phosphor-icons/react/dist/csr/Images'
import { runCommand } from '../commands/command-registry.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import classes from './no-photos.module.css'

/** Before there are photos: how to take them. */
export function NoPhotos() {
  return (
    <EmptyState
      icon={<ImagesIcon size={30} />}
      title="No photos yet"
      action={
        <>
          <ul className={classes.tips}>
            <li>Walk once around the object, 20 to 60 photos, each overlapping the one before by two thirds.</li>
            <li>Then once more from higher up.</li>
            <li>Even light, no flash; nothing in the scene moves.</li>
          </ul>
          <Button kind="primary" onClick={() => runCommand('project.add-photos')}>
            Add photos
          </Button>
        </>
      }
    >
      Drop photos or a folder anywhere in the window.
    </EmptyState>
  )
}
