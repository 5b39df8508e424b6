import { useCallback, useMemo } from 'react'
import { type Command, useCommands } from '../commands/command-registry.ts'
import { useRoute } from '../state/route.ts'
import { useStudio } from '../state/studio-store.ts'
import { BelongingDialog } from './belonging-dialog.tsx'
import { chooseFiles } from './choose-files.ts'
import { DropOverlay } from './drop-overlay.tsx'
import { IntakeStrip } from './intake-strip.tsx'
import { LeftOutDialog } from './left-out-dialog.tsx'
import type { PickedFiles } from './picked-files.ts'
import { takeIn } from './take-in.ts'
import { useFileDrop } from './use-file-drop.ts'
import { useFilePaste } from './use-file-paste.ts'

/** Every way for photos to come in: dropped, pasted or chosen; into the open project, or into new ones. */
export function Intake() {
  const route = useRoute()
  const projectId = route.page === 'project' ? route.projectId : null
  const projectName = useStudio(({ studio }) => studio?.projects.find(({ id }) => id === projectId)?.name) ?? null
  const onFiles = useCallback((picked: PickedFiles) => void takeIn(picked, projectId), [projectId])
  const isOver = useFileDrop(onFiles)
  useFilePaste(onFiles)
  const commands = useMemo(() => {
    const choose = async (what: 'photos' | 'folder') => {
      const picked = await chooseFiles(what)
      if (picked) onFiles(picked)
    }
    const isNew = projectId === null
    return [
      {
        id: 'project.add-photos',
        title: isNew ? 'New project from photos…' : 'Add photos…',
        group: 'Project',
        shortcut: 'mod+o',
        run: () => void choose('photos'),
      },
      {
        id: 'project.add-folder',
        title: isNew ? 'New project from a folder…' : 'Add a folder of photos…',
        group: 'Project',
        shortcut: 'mod+shift+o',
        run: () => void choose('folder'),
      },
    ] satisfies Command[]
  }, [projectId, onFiles])
  useCommands(commands)
  return (
    <>
      {isOver && <DropOverlay projectName={projectName} />}
      <IntakeStrip />
      <BelongingDialog />
      <LeftOutDialog />
    </>
  )
}
