import type { ExportOptions } from '../../src-shared/export-options.ts'
import type { ModelFormat } from '../../src-shared/formats.ts'
import { formatCount } from '../state/format.ts'
import type { ModelFigures } from '../state/model-figures.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/inputs.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Slider } from '../ui/slider.tsx'
import { Switch } from '../ui/switch.tsx'
import classes from './export-dialog.module.css'
import { FORMAT_CATALOGUE } from './format-catalogue.ts'
import { SLIDER_STEPS, sliderOf, trianglePresets, trianglesOf } from './triangle-slider.ts'

export interface ExportOptionsFormProps {
  readonly format: ModelFormat
  readonly options: ExportOptions
  readonly figures: ModelFigures
  /** Width of the texture that was baked, pixels; null where it is not known. */
  readonly textureSize: number | null
  readonly hasEdits: boolean
  readonly onChange: (changed: Partial<ExportOptions>) => void
}

/** The options that mean something for the format. */
export function ExportOptionsForm(props: ExportOptionsFormProps) {
  const { format, options, figures, hasEdits, onChange } = props
  const isMesh = FORMAT_CATALOGUE[format].kind === 'mesh'
  return (
    <div className={classes.options}>
      {hasEdits && (
        <Field label="Apply edits" hint="Crops, deletions and the transform are in the file">
          {(id) => <Switch id={id} checked={options.edited} onChecked={(edited) => onChange({ edited })} />}
        </Field>
      )}
      {isMesh && <MeshOptions {...props} />}
      {!isMesh && format !== 'splat' && (figures.splats?.shDegree ?? 0) > 0 && <HarmonicsOption {...props} />}
    </div>
  )
}

function MeshOptions({ format, options, figures, textureSize, onChange }: ExportOptionsFormProps) {
  const total = figures.mesh?.triangles ?? 0
  const sizes = ([4096, 2048, 1024, 512] as const).filter((size) => textureSize === null || size < textureSize)
  return (
    <>
      {total > 0 && <TriangleOption total={total} triangles={options.triangles} onChange={onChange} />}
      <Field label="Texture size" hint="Smaller loads faster; larger shows more up close">
        {(id) => (
          <Select
            id={id}
            value={String(options.textureSize ?? 'baked')}
            options={[
              { value: 'baked', label: textureSize === null ? 'As baked' : `As baked, ${textureSize} px` },
              ...sizes.map((size) => ({ value: String(size), label: `${size} px` })),
            ]}
            onValue={(value) => onChange({ textureSize: sizes.find((size) => String(size) === value) ?? null })}
          />
        )}
      </Field>
      <Field
        label="Texture format"
        hint={
          options.textureFormat === 'png'
            ? 'Without any loss, several times larger'
            : 'Small, hardly a visible difference'
        }
      >
        {() => (
          <Segmented
            label="Texture format"
            value={options.textureFormat}
            options={[
              { value: 'jpeg', label: 'JPEG' },
              { value: 'png', label: 'PNG' },
            ]}
            onValue={(textureFormat) => onChange({ textureFormat })}
          />
        )}
      </Field>
      {format === 'usdz' && <p className={classes.note}>Quick Look likes models below 10 MB and 100 k triangles.</p>}
    </>
  )
}

interface TriangleOptionProps {
  readonly total: number
  readonly triangles: number | null
  readonly onChange: (changed: Partial<ExportOptions>) => void
}

function TriangleOption({ total, triangles, onChange }: TriangleOptionProps) {
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

function HarmonicsOption({ options, figures, onChange }: ExportOptionsFormProps) {
  const trained = figures.splats?.shDegree ?? 0
  const degrees = ([0, 1, 2, 3] as const).filter((degree) => degree <= trained)
  const chosen = Math.min(options.shDegree ?? trained, trained)
  return (
    <Field
      label="Reflections"
      hint="Degree of the spherical harmonics: colour that changes with the view. 0 is smallest."
    >
      {() => (
        <Segmented
          label="Degree of the spherical harmonics"
          value={String(chosen)}
          options={degrees.map((degree) => ({
            value: String(degree),
            label: degree === trained ? `${degree} (all)` : degree,
          }))}
          onValue={(value) => {
            const degree = degrees.find((one) => String(one) === value)
            onChange({ shDegree: degree === undefined || degree === trained ? null : degree })
          }}
        />
      )}
    </Field>
  )
}
