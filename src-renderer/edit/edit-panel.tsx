import { PencilSimpleLineIcon } from '@phosphor-icons/react/dist/csr/PencilSimpleLine'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { CropSection } from './crop-section.tsx'
import classes from './edit-panel.module.css'
import { useEdits } from './edit-store.ts'
import { FloatersSection } from './floaters-section.tsx'
import { HistorySection } from './history-section.tsx'
import { SelectionSection } from './selection-section.tsx'
import { TransformSection } from './transform-section.tsx'
import { whyNotEditable } from './why-not.ts'

/** What can be done with the splats: tools, selection, crop, floaters, transform. Fills a column. */
export function EditPanel({ project }: { readonly project: ProjectState }) {
  const status = useEdits((state) => state.status)
  const whyNot = whyNotEditable(project, status)
  if (whyNot) {
    return (
      <EmptyState icon={<PencilSimpleLineIcon size={28} />} title="Clean up, crop and place the model">
        {whyNot} Then select splats with the tools beside the view, crop to a box, or let floaters be found. Everything
        can be undone, and nothing is lost: the trained splats themselves are never changed.
      </EmptyState>
    )
  }
  return (
    <div className={classes.panel}>
      <SelectionSection />
      <CropSection />
      <FloatersSection />
      <TransformSection />
      <HistorySection />
    </div>
  )
}
