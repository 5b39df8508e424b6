import { FolderOpenIcon } from '@phosphor-icons/react/dist/csr/FolderOpen'
import { ImagesIcon } from '@phosphor-icons/react/dist/csr/Images'
import { SparkleIcon } from '@phosphor-icons/react/dist/csr/Sparkle'
import { useState } from 'react'
import { runCommand } from '../commands/command-registry.ts'
import { PHOTO_FORMATS } from '../intake/photo-names.ts'
import { Button } from '../ui/button.tsx'
import classes from './first-run.module.css'
import { FirstRunDrawing } from './first-run-drawing.tsx'
import { openSample } from './sample.ts'
import { Tips } from './tips.tsx'

/** The library before there is anything in it: one place to drop photos, and how to take them. */
export function FirstRun() {
  const [isOpening, setOpening] = useState(false)
  return (
    <main className={classes.page}>
      <section className={classes.zone} aria-label="Drop photos">
        <FirstRunDrawing />
        <h1>Drop photos, get a 3D model</h1>
        <p>
          20 to 60 photos of one thing, taken all the way round. {PHOTO_FORMATS}, or a folder of them. They stay on this
          computer.
        </p>
        <div className={classes.actions}>
          <Button kind="primary" large onClick={() => runCommand('project.add-photos')}>
            <ImagesIcon size={18} />
            Choose photos
          </Button>
          <Button large onClick={() => runCommand('project.add-folder')}>
            <FolderOpenIcon size={18} />
            Choose a folder
          </Button>
          <Button
            large
            kind="quiet"
            disabled={isOpening}
            onClick={() => {
              setOpening(true)
              void openSample().finally(() => setOpening(false))
            }}
          >
            <SparkleIcon size={18} />
            Try the sample
          </Button>
        </div>
      </section>
      <Tips />
    </main>
  )
}
