import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { CutOutEditor } from '../cut-out/cut-out-editor.tsx'
import { editCutOut, useCutOutEdited } from '../cut-out/editor-store.ts'
import { EditPanel } from '../edit/edit-panel.tsx'
import { ExportDialog } from '../export/export-dialog.tsx'
import { ExportList } from '../export/export-list.tsx'
import { InfoPanel } from '../info/info-panel.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Viewport } from '../viewport/viewport.tsx'
import { BottomPanel } from './bottom-panel.tsx'
import { LeftColumn } from './left-column.tsx'
import { ProjectBar } from './project-bar.tsx'
import { showTab, useWorkspaceTabs } from './tab-store.ts'
import { WorkspaceLayout } from './workspace-layout.tsx'

/** The workspace of a project that is known. */
export function Workspace({ project }: { readonly project: ProjectState }) {
  const edited = useCutOutEdited(({ edited }) => edited)
  return (
    <>
      <WorkspaceLayout
        top={(panelButtons) => <ProjectBar project={project} panelButtons={panelButtons} />}
        left={<LeftColumn project={project} />}
        centre={
          <ErrorBoundary what="The viewport">
            <Viewport project={project} />
          </ErrorBoundary>
        }
        bottom={<BottomPanel project={project} />}
        right={<RightColumn project={project} />}
      />
      <ExportDialog project={project} />
      {edited?.projectId === project.summary.id && (
        <CutOutEditor project={project} photoId={edited.photoId} onClose={() => editCutOut(null)} />
      )}
    </>
  )
}

function RightColumn({ project }: { readonly project: ProjectState }) {
  const tab = useWorkspaceTabs(({ right }) => right)
  return (
    <Tabs
      label="Edit, info and exports"
      value={tab}
      onValue={(right) => showTab({ right })}
      tabs={[
        { value: 'edit', label: 'Edit', content: <EditPanel project={project} /> },
        { value: 'info', label: 'Info', content: <InfoPanel project={project} /> },
        {
          value: 'exports',
          label: 'Exports',
          badge: project.exports.length > 0 ? project.exports.length : undefined,
          content: <ExportList project={project} />,
        },
      ]}
    />
  )
}
