import { ExportIcon } from '@phosphor-icons/react/dist/csr/Export'
import { useEffect, useState } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { setExportChoice } from './export-choice.ts'
import classes from './export-list.module.css'
import { ExportRow } from './export-row.tsx'

const MINUTE_MS = 60_000

/** What has been exported, the newest first; for a panel. */
export function ExportList({ project: { summary, exports } }: { readonly project: ProjectState }) {
  const now = useNow()
  const sorted = [...exports].sort((a, b) => Date.parse(b.written) - Date.parse(a.written))
  const open = () => setExportChoice({ open: true })
  if (sorted.length === 0) {
    return (
      <EmptyState
        icon={<ExportIcon size={28} />}
        title="Nothing exported yet"
        action={<Button onClick={open}>Choose a format</Button>}
      >
        Meshes as GLB, OBJ or USDZ, splats as PLY, SPZ or SPLAT. They are listed here, to be saved again or dragged into
        another program.
      </EmptyState>
    )
  }
  return (
    <div className={classes.panel}>
      <ul className={classes.list} aria-label="Exported models">
        {sorted.map((entry) => (
          <ExportRow key={entry.format} projectId={summary.id} entry={entry} now={now} />
        ))}
      </ul>
      <p className={classes.hint}>
        Drag a row to a folder or into another program. Exporting a format again replaces it here.
      </p>
      <Button onClick={open}>
        <ExportIcon size={15} />
        Export another format
      </Button>
    </div>
  )
}

/** The time, told anew every minute and when it is asked for. */
function useNow(): Date {
  const [, draw] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => draw((count) => count + 1), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return new Date()
}
