import type { ModelSlot } from '../../src-shared/model-slots.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { addFiles } from './model-actions.ts'
import { ModelPlace } from './model-place.tsx'
import { SLOT_WORDS } from './model-words.ts'
import classes from './models-dialog.module.css'
import { useFreshModels } from './models-store.ts'
import { SlotSection } from './slot-section.tsx'

const ORDER = Object.keys(SLOT_WORDS) as ModelSlot[]

/** Which models there are, which are in use, and how they are kept and run. */
export function ModelsDialog({ onClose }: { readonly onClose: () => void }) {
  const models = useFreshModels()
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Models"
      description="Every step works without one. A model you install does its step instead."
      size="large"
      footer={
        <>
          <p className={classes.note}>Nothing is downloaded before you have seen its licence and size.</p>
          <Button onClick={() => void addFiles(null)}>Add ONNX files…</Button>
        </>
      }
    >
      {models && (
        <>
          {ORDER.map((slot) => (
            <SlotSection
              key={slot}
              slot={slot}
              models={models.models.filter((model) => model.slot === slot)}
              downloads={models.downloads}
            />
          ))}
          <ModelPlace folder={models.folder} settings={models.settings} />
        </>
      )}
    </Dialog>
  )
}
