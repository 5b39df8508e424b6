import type { RefusedFile } from '../../src-shared/studio-api/project.ts'
import { useStudio } from '../state/studio-store.ts'
import { type Toast, toast } from '../ui/toast.tsx'
import { showLeftOut } from './intake-store.ts'

/** Fewer than this seldom make a whole model: the README's advice. */
const FEW_PHOTOS = 12

/** Says that photos of one object have been added, and what comes next. */
export function tellAdded(projectId: string, added: number, stopped: boolean): void {
  const total = useStudio.getState().studio?.projects.find(({ id }) => id === projectId)?.photos ?? added
  const hint =
    total === 1
      ? 'Press Start to make a model of it alone, its other sides guessed; or add 20 to 60 photos from all sides.'
      : total < FEW_PHOTOS
        ? 'Good models are made of 20 to 60 photos from all sides: add more, or start and see.'
        : 'Look through them for warnings, then press Start.'
  toast({ kind: 'good', title: `${photosInWords(added)} added${stopped ? ', the rest left out' : ''}.`, hint })
}

/** Says which files have been left out, where any were. */
export function tellLeftOut(files: readonly RefusedFile[]): void {
  if (files.length === 0) return
  const [{ file, reason, hint }] = files
  const one: Toast = { kind: 'warning', title: `${file}: ${reason}`, hint }
  const several: Toast = {
    kind: 'warning',
    title: `${files.length} files were left out.`,
    hint: 'They are no photos, copies of others, or cannot be used.',
    action: { label: 'Show which', run: () => showLeftOut(files) },
  }
  toast(files.length === 1 ? one : several)
}

function photosInWords(count: number): string {
  return count === 1 ? '1 photo' : `${count} photos`
}
