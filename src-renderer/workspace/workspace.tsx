import { useState } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { EditPanel } from '../edit/edit-panel.tsx'
import { readStored, writeStored } from '../state/use-stored.ts'
import { Tabs } from '../ui/tabs.tsx'
import { Viewport } from '../viewport/viewport.tsx'
import { LeftColumn } from './left-column.tsx'
import { ProjectBar } from './project-bar.tsx'
import { WorkspaceLayout } from './workspace-layout.tsx'

/** The workspace of a project that is known. */
export function Workspace({ project }: { readonly project: ProjectState }) {
  return (
    <WorkspaceLayout
      top={(panelButtons) => <ProjectBar project={project} panelButtons={panelButtons} />}
      left={<LeftColumn project={project} />}
      centre={<Viewport project={project} />}
      bottom={null}
      right={<RightColumn project={project} />}
    />
  )
}

function RightColumn({ project }: { readonly project: ProjectState }) {
  const [tab, setTab] = useRememberedTab<'edit' | 'info'>('right', 'edit')
  return (
    <Tabs
      label="Edit and info"
      value={tab}
      onValue={setTab}
      tabs={[
        { value: 'edit', label: 'Edit', content: <EditPanel project={project} /> },
        { value: 'info', label: 'Info', content: null },
      ]}
    />
  )
}

function useRememberedTab<Name extends string>(place: string, initial: Name): [Name, (name: Name) => void] {
  const [tab, setTab] = useState(() => readStored<string>(`tab.${place}`, initial) as Name)
  return [
    tab,
    (name) => {
      setTab(name)
      writeStored(`tab.${place}`, name)
    },
  ]
}
