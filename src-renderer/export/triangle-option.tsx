import type { ExportOptions } from '../../src-shared/export-options.ts'
import { formatCount } from '../state/format.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Slider } from '../ui/slider.tsx'
import classes from './export-dialog.module.css'
import { SLIDER_STEPS, sliderOf, trianglePresets, trianglesOf } from './triangle-slider.ts'

interface TriangleOptionProps {
  readonly total: number
  readonly triangles: number | null
  readonly onChange: (changed: Partial<ExportOptions>) => void
}

/** How many triangles are kept: a slider over all sizes, and those asked for most. */
export function TriangleOption({ total, triangles, onChange }: TriangleOptionProps) {
  const kept = Math.min(triangles ?? total, total)
  return (
    <Field stacked label={`Triangles: ${formatCount(kept)}${kept === total ? ' (all)' : ` of ${formatCount(total)}`}`}>
      {() => (
        <div className={classes.triangles}>
          <Slider
            label="Triangles"
            value={sliderOf(triangles, total)}
            min={0}
            max={SLIDER_STEPS}
            onValue={(value) => onChange({ triangles: trianglesOf(value, total) })}
          />
          {trianglePresets(total).map((preset) => (
            <Button
              key={preset.label}
              className={classes.preset}
              aria-pressed={kept === Math.min(preset.triangles ?? total, total)}
              onClick={() => onChange({ triangles: preset.triangles })}
            >
              {preset.label}
            </Button>
          ))}
        </div>
      )}
    </Field>
  )
}
