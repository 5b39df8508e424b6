import { CloudIcon } from '@phosphor-icons/react/dist/csr/Cloud'
import { CloudArrowUpIcon } from '@phosphor-icons/react/dist/csr/CloudArrowUp'
import { CloudCheckIcon } from '@phosphor-icons/react/dist/csr/CloudCheck'
import { CloudWarningIcon } from '@phosphor-icons/react/dist/csr/CloudWarning'
import { openOverlay } from '../studio/overlay.ts'
import classes from './cloud-badge.module.css'
import { useCloudEntry } from './cloud-store.ts'
import { stateKind, stateNote, stateWords, workElsewhere } from './cloud-words.ts'

const ICONS = {
  good: CloudCheckIcon,
  active: CloudArrowUpIcon,
  warn: CloudIcon,
  bad: CloudWarningIcon,
  plain: CloudIcon,
}

/** On a project's card: how it stands in the cloud, where it is kept there; it leads to what can be done about it. */
export function CloudBadge({ projectId }: { readonly projectId: string }) {
  const entry = useCloudEntry(projectId)
  if (!entry || entry.state === 'not-kept') return null
  const kind = stateKind(entry)
  const Icon = ICONS[kind]
  return (
    <button
      type="button"
      className={`${classes.badge} ${classes[kind] ?? ''}`}
      title={stateNote(entry) || 'Open Cloud'}
      onClick={() => openOverlay('cloud')}
    >
      <Icon size={14} weight="fill" />
      {workElsewhere(entry) || stateWords(entry)}
    </button>
  )
}
