import { UploadSimpleIcon } from '@phosphor-icons/react/dist/csr/UploadSimple'
import classes from './drop-overlay.module.css'

/** Over the whole window while files are held above it. */
export function DropOverlay({ projectName }: { readonly projectName: string | null }) {
  return (
    <div className={classes.overlay}>
      <div className={classes.words}>
        <UploadSimpleIcon size={44} />
        <h2>{projectName === null ? 'Drop to make a new project' : `Drop to add to ${projectName}`}</h2>
        <p>Photos, or folders of photos. What is no photo is left out.</p>
      </div>
    </div>
  )
}
