import { CubeFocusIcon } from '@phosphor-icons/react/dist/csr/CubeFocus'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { EmptyState } from '../ui/empty-state.tsx'

/** Where there is nothing to draw yet: what will be there, and how it comes about. */
export function NothingYet({ project: { summary, photos } }: { readonly project: ProjectState }) {
  const running = summary.state === 'running' || summary.state === 'queued'
  const ofOne = photos.filter(({ used }) => used).length === 1
  const [title, text] = running
    ? ofOne
      ? ['The object is being cut out', 'Soon it is seen from sixteen sides, then the splats form.']
      : ['The photos are being read', 'Soon the cameras appear where the photos were taken, then the splats form.']
    : photos.length === 0
      ? ['Nothing to reconstruct yet', 'Drop 20 to 60 photos taken all around an object, or a single one.']
      : ofOne
        ? ['Ready to start', 'Press Start: the object is cut out of its photo, its other sides are guessed.']
        : ['Ready to start', 'Press Start: the cameras appear where the photos were taken, then the splats form here.']
  return (
    <EmptyState icon={<CubeFocusIcon size={38} weight="light" />} title={title}>
      {text}
    </EmptyState>
  )
}
