import { MagnifyingGlassIcon } from '@phosphor-icons/react/dist/csr/MagnifyingGlass'
import { PlusIcon } from '@phosphor-icons/react/dist/csr/Plus'
import { useState } from 'react'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { CloudShelf } from '../cloud/cloud-shelf.tsx'
import { runCommand } from '../commands/command-registry.ts'
import { useStored } from '../state/use-stored.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Menu } from '../ui/menu.tsx'
import classes from './library.module.css'
import { listProjects, SORTS, type Sort } from './list-projects.ts'
import { ProjectGrid } from './project-grid.tsx'
import { Tips } from './tips.tsx'

/** With fewer projects than this there is room, and need, for advice. */
const STILL_NEW = 3

/** The projects, to search, sort and open. */
export function Library({ projects }: { readonly projects: readonly ProjectSummary[] }) {
  const [search, setSearch] = useState('')
  const [sort, setSort] = useStored<Sort>('library.sort', 'updated')
  const shown = listProjects(projects, search, sort)
  return (
    <main className={classes.page}>
      <div className={classes.width}>
        <header className={classes.header}>
          <h1>Projects</h1>
          <span className={classes.count}>{projects.length}</span>
          <div className={classes.search}>
            <MagnifyingGlassIcon size={14} />
            <TextInput
              type="search"
              aria-label="Search projects"
              placeholder="Search"
              value={search}
              onChange={({ target }) => setSearch(target.value)}
            />
          </div>
          <Select aria-label="Order" value={sort} options={SORTS} onValue={setSort} />
          <Menu
            trigger={
              <Button kind="primary">
                <PlusIcon size={14} weight="bold" />
                New project
              </Button>
            }
            items={[
              { label: 'From photos…', shortcut: 'mod+o', onSelect: () => void runCommand('project.add-photos') },
              {
                label: 'From a folder…',
                shortcut: 'mod+shift+o',
                onSelect: () => void runCommand('project.add-folder'),
              },
              { label: 'Empty', onSelect: () => void runCommand('project.new') },
              { label: 'The sample', separated: true, onSelect: () => void runCommand('project.sample') },
            ]}
          />
        </header>
        {shown.length > 0 || search === '' ? (
          <ProjectGrid projects={shown} />
        ) : (
          <EmptyState
            title="No project is called that"
            action={<Button onClick={() => setSearch('')}>Show all</Button>}
          >
            The search looks at project names, word by word.
          </EmptyState>
        )}
        <CloudShelf search={search} />
        {projects.length < STILL_NEW && search === '' && <Tips />}
      </div>
    </main>
  )
}
