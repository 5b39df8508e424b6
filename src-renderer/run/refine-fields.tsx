import { PRESETS } from '../../src-shared/presets.ts'
import { LEARNING_RATE, type RefineOptions } from '../../src-shared/refinement.ts'
import { Field } from '../ui/field.tsx'
import { NumberInput } from '../ui/inputs.tsx'
import classes from './refine-fields.module.css'
import type { RunOptions } from './run-draft.ts'

const VIEWS = Array.from({ length: 16 }, (_, index) => index)

interface RefineFieldsProps {
  readonly options: RunOptions
  readonly onChange: (changed: Partial<RunOptions>) => void
}

/** How a model of one photo is refined: iterations, how far each goes, and which views. */
export function RefineFields({ options, onChange }: RefineFieldsProps) {
  const own = PRESETS[options.preset].refineIterations
  const { iterations = own, learningRate = LEARNING_RATE, views = VIEWS } = options.refine ?? {}
  const change = (changed: Partial<RefineOptions>) => {
    const refine = { ...options.refine, ...changed }
    const isPlain = Object.values(refine).every((value) => value === undefined)
    onChange({ refine: isPlain ? undefined : refine })
  }
  const toggle = (index: number) => {
    const next = VIEWS.filter((view) => (view === index ? !views.includes(view) : views.includes(view)))
    if (next.length > 0) change({ views: next.length === VIEWS.length ? undefined : next })
  }
  return (
    <>
      <Field label="Refinement iterations" hint={`At most; ${own} by the preset, 0 leaves the splats as trained`}>
        {(id) => (
          <NumberInput
            id={id}
            value={iterations}
            min={0}
            max={20}
            digits={0}
            onValue={(value) => change({ iterations: Math.round(value) === own ? undefined : Math.round(value) })}
          />
        )}
      </Field>
      <Field label="Learning rate" hint="How far colours move in the first iteration, 0.05 to 1">
        {(id) => (
          <NumberInput
            id={id}
            value={learningRate}
            min={0.05}
            max={1}
            step={0.05}
            digits={2}
            onValue={(value) => change({ learningRate: value === LEARNING_RATE ? undefined : value })}
          />
        )}
      </Field>
      <Field stacked label="Views refined" hint={`${views.length} of 16; each stands for its angle around the object`}>
        {() => (
          <span className={classes.views}>
            {VIEWS.map((index) => (
              <button
                key={index}
                type="button"
                className={classes.view}
                aria-pressed={views.includes(index)}
                aria-label={`View at ${22.5 * index}°`}
                title={`View at ${22.5 * index}°`}
                onClick={() => toggle(index)}
              >
                {index}
              </button>
            ))}
          </span>
        )}
      </Field>
    </>
  )
}
