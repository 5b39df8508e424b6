import { useStudio } from '../state/studio-store.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import classes from './sections.module.css'

export function FolderSettings() {
  const library = useStudio(({ studio }) => studio?.library) ?? ''
  return (
    <section className={classes.part}>
      <h3>Library</h3>
      <div className={classes.path}>
        <code className="selectable">{library}</code>
        <CopyButton text={library}>Copy</CopyButton>
      </div>
      <p className={classes.hint}>
        Each project is a folder in it, with your photos, the model and its exports. Back it up, or move it, like any
        other folder. To open another one, start the studio with --library and its path.
      </p>
    </section>
  )
}
