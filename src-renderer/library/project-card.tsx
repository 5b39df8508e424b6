import { DotsThreeIcon } from '@phosphor-icons/react/dist/csr/DotsThree'
import { ImagesIcon } from '@phosphor-icons/react/dist/csr/Images'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { CloudBadge } from '../cloud/cloud-badge.tsx'
import { useCloudItems } from '../cloud/use-cloud-items.ts'
import { formatAgo } from '../state/format-time.ts'
import { goTo } from '../state/route.ts'
import { isInQueue, runProgress, runStateWord, runStatusWord } from '../state/run-progress.ts'
import { useProject, useStudio } from '../state/studio-store.ts'
import { IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { Progress } from '../ui/progress.tsx'
import { cancelRun, deleteProject, renameProject } from './project-actions.ts'
import classes from './project-card.module.css'
import { RenameField } from './rename-field.tsx'
import { StateChip } from './state-chip.tsx'

export interface ProjectCardProps {
  readonly project: ProjectSummary
  readonly now: Date
  readonly isRenaming: boolean
  readonly onRenaming: (renaming: boolean) => void
}

/** A project in the library: its cover, its name, how it stands. */
export function ProjectCard({ project, now, isRenaming, onRenaming }: ProjectCardProps) {
  const { id, name, photos, cover, state, updated, error } = project
  const progress = useCardProgress(project)
  const cloudItems = useCloudItems(id)
  return (
    <li className={classes.card}>
      <a
        href={`#/project/${id}`}
        className={classes.link}
        data-card={id}
        aria-label={`${name}, ${runStateWord(state)}`}
      >
        <span className={classes.cover}>
          {cover === null ? (
            <ImagesIcon size={34} />
          ) : (
            <img src={formatFileAddress({ kind: 'thumbnail', projectId: id, photoId: cover })} alt="" loading="lazy" />
          )}
          {state !== 'idle' && (
            <span className={classes.state}>
              <StateChip state={state} words={progress.words} />
            </span>
          )}
          {progress.fraction !== null && (
            <span className={classes.progress}>
              <Progress label={`Progress of ${name}`} value={progress.fraction} />
            </span>
          )}
        </span>
      </a>
      <div className={classes.text}>
        {isRenaming ? (
          <RenameField
            name={name}
            onDone={(wanted) => {
              onRenaming(false)
              if (wanted !== null) renameProject(project, wanted)
            }}
          />
        ) : (
          <h3 title={name}>{name}</h3>
        )}
        <p title={error?.message}>
          {photos === 1 ? '1 photo' : `${photos} photos`} · {formatAgo(updated, now)}
        </p>
        <CloudBadge projectId={id} />
      </div>
      <div className={classes.menu}>
        <Menu
          trigger={
            <IconButton label={`More about ${name}`} kind="plain">
              <DotsThreeIcon size={18} weight="bold" />
            </IconButton>
          }
          items={[
            { label: 'Open', shortcut: 'enter', onSelect: () => goTo({ page: 'project', projectId: id }) },
            // The menu gives the focus back as it closes: the field comes after that.
            { label: 'Rename', shortcut: 'f2', onSelect: () => setTimeout(() => onRenaming(true)) },
            ...cloudItems,
            ...(isInQueue(state) ? [{ label: 'Cancel the run', separated: true, onSelect: () => cancelRun(id) }] : []),
            {
              label: 'Delete…',
              shortcut: 'delete',
              danger: true,
              separated: true,
              onSelect: () => setTimeout(() => void deleteProject(project)),
            },
          ]}
        />
      </div>
    </li>
  )
}

/** What the chip says and the bar shows while the project stands in the queue. */
function useCardProgress({ id, state }: ProjectSummary): { fraction: number | null; words: string | undefined } {
  const stages = useProject(id)?.stages
  const place = useStudio(({ studio }) => studio?.queue.indexOf(id)) ?? 0
  if (state === 'queued' && place > 0) return { fraction: null, words: `Waiting, ${place} before it` }
  if (!isInQueue(state) || state === 'queued' || !stages) return { fraction: null, words: undefined }
  const fraction = runProgress(stages)
  return {
    fraction,
    words: `${(state === 'running' && runStatusWord(stages)) || runStateWord(state)}, ${Math.round(100 * fraction)} %`,
  }
}
