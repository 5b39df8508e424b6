import { Group, Panel, Separator } from 'react-resizable-panels'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { PhotosPanel } from '../photos/photos-panel.tsx'
import { StagesPanel } from '../run/stages-panel.tsx'
import { useSidePanel } from './use-side-panel.ts'
import classes from './workspace-layout.module.css'

/** Pixels: the eight stages of a run of one photo and the sum below them. */
const STAGES_HEIGHT = 385

/** The photos above, what is being made of them below. */
export function LeftColumn({ project }: { readonly project: ProjectState }) {
  const { panel } = useSidePanel('stages', STAGES_HEIGHT)
  return (
    <Group orientation="vertical">
      <Panel id="photos" minSize={120}>
        <PhotosPanel
          projectId={project.summary.id}
          photos={project.photos}
          scene={project.scene}
          runState={project.summary.state}
        />
      </Panel>
      <Separator className={classes.horizontal} aria-label="Height of the stages" />
      <Panel {...panel} minSize={96} groupResizeBehavior="preserve-pixel-size">
        <StagesPanel project={project} />
      </Panel>
    </Group>
  )
}
