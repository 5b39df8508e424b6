import type { ReactNode } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { ExportButton } from '../export/export-button.tsx'
import { RunChip } from '../run/run-chip.tsx'
import { RunControls } from '../run/run-controls.tsx'
import { TopBar } from '../studio/top-bar.tsx'
import classes from './project-bar.module.css'
import { ProjectTitle } from './project-title.tsx'

interface ProjectBarProps {
  readonly project: ProjectState
  /** The buttons that show and hide the panels. */
  readonly panelButtons: ReactNode
}

/** The project's part of the top bar: its name, its run, its export. */
export function ProjectBar({ project, panelButtons }: ProjectBarProps) {
  return (
    <TopBar>
      <span className={classes.divider} />
      <ProjectTitle project={project} />
      <span className={classes.count}>
        {project.photos.length} {project.photos.length === 1 ? 'photo' : 'photos'}
      </span>
      <span className={classes.gap} />
      <RunChip project={project} />
      <RunControls project={project} />
      <ExportButton project={project} />
      <span className={classes.divider} />
      {panelButtons}
      <span className={classes.divider} />
    </TopBar>
  )
}
