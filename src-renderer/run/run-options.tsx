import { SlidersHorizontalIcon } from '@phosphor-icons/react/dist/csr/SlidersHorizontal'
import { type PictureKind, pictureKindSchema } from '../../src-shared/picture-kind.ts'
import { PRESET_NAMES, PRESETS, type PresetName } from '../../src-shared/presets.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { RunInputsFields } from '../intake/run-inputs-fields.tsx'
import { formatCount } from '../state/format.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { NumberInput } from '../ui/inputs.tsx'
import { Popover } from '../ui/popover.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Switch } from '../ui/switch.tsx'
import { PRESET_WORDS } from './preset-words.ts'
import { RefineFields } from './refine-fields.tsx'
import type { RunOptions } from './run-draft.ts'
import { formatGuess } from './run-estimate.ts'
import classes from './run-options.module.css'
import { useEstimate } from './use-estimate.ts'

/** So many pictures may be the views of a rig. */
const RIG_VIEWS = 16

const PICTURE_WORDS: Readonly<Record<PictureKind, { readonly label: string; readonly hint: string }>> = {
  auto: { label: 'As they look', hint: 'Views where they are small squares with an object on a plain backdrop' },
  photos: { label: 'Photos', hint: 'Where each was taken is found from what they share' },
  views: { label: 'Views', hint: 'One every 22.5° around the object, from 30° above, in the order of their names' },
}

interface RunOptionsProps {
  readonly project: ProjectState
  readonly options: RunOptions
  readonly onChange: (changed: Partial<RunOptions>) => void
}

/** The preset's name on a button; behind it what each preset means, how long it takes, and the finer options. */
export function RunOptionsButton(props: RunOptionsProps) {
  const { preset, steps, keepScene, holdOut, seed, refine } = props.options
  const { cameras, splats } = props.project.inputs
  const isRefined = refine !== undefined && Object.values(refine).some((value) => value !== undefined)
  const changed =
    steps !== undefined || keepScene || holdOut || seed !== 0 || cameras !== null || splats !== null || isRefined
  return (
    <Popover
      label="How the run is made"
      trigger={
        <Button aria-label={`Preset and options: ${PRESET_WORDS[preset].name}`}>
          <SlidersHorizontalIcon size={15} />
          {PRESET_WORDS[preset].name}
          {changed && <span className={classes.dot} title="Options differ from the preset" />}
        </Button>
      }
    >
      <PresetChoice {...props} />
      <FinerOptions {...props} />
    </Popover>
  )
}

function PresetChoice({ project, options, onChange }: RunOptionsProps) {
  return (
    <div role="radiogroup" aria-label="Preset" className={classes.presets}>
      {PRESET_NAMES.map((preset) => (
        <PresetCard
          key={preset}
          project={project}
          preset={preset}
          steps={options.steps}
          pictures={options.pictures}
          chosen={preset === options.preset}
          onChoose={() => onChange({ preset })}
        />
      ))}
    </div>
  )
}

interface PresetCardProps {
  readonly project: ProjectState
  readonly preset: PresetName
  readonly steps: number | undefined
  readonly pictures: PictureKind
  readonly chosen: boolean
  readonly onChoose: () => void
}

function PresetCard({ project, preset, steps, pictures, chosen, onChoose }: PresetCardProps) {
  const estimate = useEstimate(project, { preset, steps, pictures })
  const seconds = Object.values(estimate).reduce((total, value) => total + value, 0)
  const { splatBudget, textureSize } = PRESETS[preset]
  return (
    <label className={classes.preset} data-chosen={chosen}>
      <input type="radio" name="preset" className="visually-hidden" checked={chosen} onChange={onChoose} />
      <span className={classes.name}>
        {PRESET_WORDS[preset].name}
        <span className={classes.time}>{formatGuess(seconds)}</span>
      </span>
      <span className={classes.words}>{PRESET_WORDS[preset].text}</span>
      <span className={classes.figures}>
        {formatCount(steps ?? PRESETS[preset].steps)} steps · up to {formatCount(splatBudget)} splats · {textureSize} px
        texture
      </span>
    </label>
  )
}

function FinerOptions({ project, options, onChange }: RunOptionsProps) {
  const own = PRESETS[options.preset].steps
  const used = project.photos.filter((photo) => photo.used).length
  const mayBeViews = used === RIG_VIEWS
  const ofObject = used === 1 || (mayBeViews && options.pictures !== 'photos')
  return (
    <div className={classes.finer}>
      {mayBeViews && (
        <Field stacked label="The sixteen pictures are" hint={PICTURE_WORDS[options.pictures].hint}>
          {() => (
            <Segmented
              label="The sixteen pictures are"
              value={options.pictures}
              options={pictureKindSchema.options.map((value) => ({ value, label: PICTURE_WORDS[value].label }))}
              onValue={(pictures) => onChange({ pictures })}
            />
          )}
        </Field>
      )}
      {used !== 1 && (
        <>
          <Field label="Keep the scene" hint="Table and background stay in the model">
            {(id) => <Switch id={id} checked={options.keepScene} onChecked={(keepScene) => onChange({ keepScene })} />}
          </Field>
          <Field label="Hold out photos" hint="Every 8th photo only scores the result: honest PSNR and SSIM">
            {(id) => <Switch id={id} checked={options.holdOut} onChecked={(holdOut) => onChange({ holdOut })} />}
          </Field>
        </>
      )}
      <Field label="Training steps" hint={`${formatCount(own)} by the preset; more are sharper and take longer`}>
        {(id) => (
          <NumberInput
            id={id}
            value={options.steps ?? own}
            min={1}
            max={100_000}
            step={100}
            digits={0}
            onValue={(value) => onChange({ steps: Math.round(value) === own ? undefined : Math.round(value) })}
          />
        )}
      </Field>
      {ofObject && <RefineFields options={options} onChange={onChange} />}
      <Field label="Seed" hint="The same seed and photos give the same model">
        {(id) => (
          <NumberInput
            id={id}
            value={options.seed}
            min={0}
            max={0xffffffff}
            digits={0}
            onValue={(value) => onChange({ seed: Math.round(value) })}
          />
        )}
      </Field>
      {used !== 1 && <RunInputsFields project={project} />}
    </div>
  )
}
