import type { Volume } from '../../src-shared/edits.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { NumberInput } from '../ui/inputs.tsx'
import { Section } from '../ui/section.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { applyCrop } from './edit-actions.ts'
import classes from './edit-panel.module.css'
import { useEdits } from './edit-store.ts'
import { finishCrop, resetCropDraft, setCropDraft, setCropKind, setTool } from './tool-actions.ts'
import { fromDegrees, toDegrees } from './transform-math.ts'
import { TripleField } from './triple-field.tsx'

const KINDS = [
  { value: 'box', label: 'Box' },
  { value: 'sphere', label: 'Sphere' },
] as const
const MODES = [
  { value: 'translate', label: 'Move' },
  { value: 'rotate', label: 'Turn' },
] as const

/** Begins a crop, and gives its numbers while it is set up. */
export function CropSection() {
  const { crop, cropDraft } = useEdits()
  return (
    <Section title="Crop" aside={crop ? 'on' : 'off'}>
      {cropDraft ? (
        <CropNumbers volume={cropDraft} />
      ) : (
        <>
          <p className={classes.words}>
            {crop
              ? `Only what lies inside the ${crop.kind} is shown and exported.`
              : 'Keep what lies inside a box or a sphere; the rest is hidden and left out of exports.'}
          </p>
          <div className={classes.buttons}>
            <Button onClick={() => setTool('crop')}>{crop ? 'Change the crop' : 'Crop …'}</Button>
            {crop && <Button onClick={() => void applyCrop(null)}>Remove the crop</Button>}
          </div>
        </>
      )}
    </Section>
  )
}

function CropNumbers({ volume }: { readonly volume: Volume }) {
  const gizmo = useEdits((state) => state.gizmo)
  return (
    <>
      <div className={classes.row}>
        <Segmented label="Form" value={volume.kind} options={KINDS} onValue={setCropKind} />
        {volume.kind === 'box' && (
          <Segmented
            label="What the handles do"
            value={gizmo === 'rotate' ? 'rotate' : 'translate'}
            options={MODES}
            onValue={(value) => useEdits.setState({ gizmo: value })}
          />
        )}
      </div>
      <TripleField
        label="Centre"
        value={volume.centre}
        step={0.01}
        onValue={(centre) => setCropDraft({ ...volume, centre })}
      />
      {volume.kind === 'box' ? (
        <>
          <TripleField
            label="Size"
            value={[2 * volume.half[0], 2 * volume.half[1], 2 * volume.half[2]]}
            step={0.01}
            min={0.002}
            onValue={([x, y, z]) => setCropDraft({ ...volume, half: [x / 2, y / 2, z / 2] })}
          />
          <TripleField
            label="Rotation"
            unit="degrees"
            value={toDegrees(volume.rotation)}
            digits={1}
            onValue={(degrees) => setCropDraft({ ...volume, rotation: fromDegrees(degrees) })}
          />
        </>
      ) : (
        <Field label="Radius">
          {(id) => (
            <NumberInput
              id={id}
              value={volume.radius}
              step={0.01}
              min={0.001}
              onValue={(radius) => setCropDraft({ ...volume, radius })}
            />
          )}
        </Field>
      )}
      <div className={classes.buttons}>
        <Button kind="primary" onClick={() => void finishCrop()}>
          Apply
        </Button>
        <Button onClick={() => setTool('none')}>Cancel</Button>
        <Button onClick={resetCropDraft}>Reset</Button>
      </div>
    </>
  )
}
