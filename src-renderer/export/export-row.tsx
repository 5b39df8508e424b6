import { DotsSixVerticalIcon } from '@phosphor-icons/react/dist/csr/DotsSixVertical'
import { DownloadSimpleIcon } from '@phosphor-icons/react/dist/csr/DownloadSimple'
import { FolderOpenIcon } from '@phosphor-icons/react/dist/csr/FolderOpen'
import type { ExportEntry } from '../../src-shared/studio-api/project.ts'
import { formatBytes } from '../state/format.ts'
import { formatAgo } from '../state/format-time.ts'
import { useStudio } from '../state/studio-store.ts'
import { IconButton } from '../ui/button.tsx'
import { toastError } from '../ui/toast.tsx'
import { downloadExport, dragExport, exportAddress, revealExport } from './deliver-export.ts'
import classes from './export-row.module.css'
import { FORMAT_CATALOGUE } from './format-catalogue.ts'

interface ExportRowProps {
  readonly projectId: string
  readonly entry: ExportEntry
  readonly now: Date
}

/** One exported model: to be downloaded, shown in its folder, or dragged out of the window. */
export function ExportRow({ projectId, entry, now }: ExportRowProps) {
  const onDesktop = useStudio(({ studio }) => studio?.host === 'desktop')
  const { format, files, written } = entry
  const bytes = files.reduce((total, file) => total + file.bytes, 0)
  const download = () => void downloadExport(projectId, entry).catch(toastError)
  return (
    <li className={classes.row}>
      <a
        className={classes.file}
        href={exportAddress(projectId, entry)}
        download={files[0].name}
        draggable
        title={`${files.map(({ name }) => name).join(', ')}: drag it to a folder or into another program`}
        onDragStart={(event) => dragExport(event, projectId, entry)}
        onClick={(event) => {
          event.preventDefault()
          download()
        }}
      >
        <DotsSixVerticalIcon size={14} className={classes.grip} />
        <span className={classes.format}>{FORMAT_CATALOGUE[format].name}</span>
        <span className={classes.size}>
          {formatBytes(bytes)}
          {files.length > 1 && `, ${files.length} files`}
        </span>
        <time className={classes.time} dateTime={written}>
          {formatAgo(written, now)}
        </time>
      </a>
      <IconButton label={`Download ${FORMAT_CATALOGUE[format].name}`} onClick={download}>
        <DownloadSimpleIcon size={15} />
      </IconButton>
      {onDesktop && (
        <IconButton label="Show in folder" onClick={() => revealExport(projectId, entry)}>
          <FolderOpenIcon size={15} />
        </IconButton>
      )}
    </li>
  )
}
