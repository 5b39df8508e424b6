import type { ModelSlot } from '../../src-shared/model-slots.ts'
import type { ModelEntry } from '../../src-shared/models.ts'
import type { ModelDownload } from '../../src-shared/studio-api/model-calls.ts'
import { choose } from './model-actions.ts'
import { ModelRow } from './model-row.tsx'
import { SLOT_WORDS } from './model-words.ts'
import classes from './models-dialog.module.css'

export interface SlotSectionProps {
  readonly slot: ModelSlot
  readonly models: readonly ModelEntry[]
  readonly downloads: readonly ModelDownload[]
}

/** One step: its built-in method and the models that can do it, one of them chosen. */
export function SlotSection({ slot, models, downloads }: SlotSectionProps) {
  const { title, task, without, builtIn } = SLOT_WORDS[slot]
  const isBuiltIn = !models.some(({ inUse }) => inUse)
  return (
    <fieldset className={classes.slot}>
      <legend>
        <strong>{title}</strong> <span>{task}</span>
      </legend>
      <div className={`${classes.row} ${isBuiltIn ? classes.inUse : ''}`}>
        <input
          type="radio"
          id={`model-${slot}-built-in`}
          name={`model-${slot}`}
          checked={isBuiltIn}
          onChange={() => void choose(slot, null)}
        />
        <label htmlFor={`model-${slot}-built-in`} className={classes.words}>
          <strong>{without}</strong>
          <span className={classes.about}>{builtIn}</span>
        </label>
      </div>
      {models.map((model) => (
        <ModelRow key={model.id} model={model} download={downloads.find(({ id }) => id === model.id)} />
      ))}
    </fieldset>
  )
}
