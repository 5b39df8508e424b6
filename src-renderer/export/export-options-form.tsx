import type { ExportOptions } from '../../src-shared/export-options.ts'
import type { ModelFormat } from '../../src-shared/formats.ts'
import type { ModelFigures } from '../state/model-figures.ts'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/inputs.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Switch } from '../ui/switch.tsx'
import classes from './export-dialog.module.css'
import { FORMAT_CATALOGUE } from './format-catalogue.ts'
import { TriangleOption } from './triangle-option.tsx'

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
