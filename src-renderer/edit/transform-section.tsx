import { isUnmoved } from '../../src-shared/edit-state.ts'
import { NO_TRANSFORM } from '../../src-shared/edits.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { NumberInput } from '../ui/inputs.tsx'
import { Section } from '../ui/section.tsx'
import { applyTransform } from './edit-actions.ts'
import classes from './edit-panel.module.css'
import { useEdits } from './edit-store.ts'
import { setTool } from './tool-actions.ts'
import { standOnFloor } from './transform-actions.ts'
import { fromDegrees, toDegrees } from './transform-math.ts'
import { TripleField } from './triple-field.tsx'

/** Where the model stands, in numbers. */
export function TransformSection() {
  const transform = useEdits((state) => state.transformDraft ?? state.transform)
  const tool = useEdits((state) => state.tool)
  return (
    <Section title="Place" aside={isUnmoved(transform) ? '' : 'moved'}>
      <TripleField
        label="Position"
        value={transform.translation}
        step={0.01}
        onValue={(translation) => void applyTransform({ ...transform, translation })}
      />
      <TripleField
        label="Rotation"
        unit="degrees"
        value={toDegrees(transform.rotation)}
        digits={1}
        onValue={(degrees) => void applyTransform({ ...transform, rotation: fromDegrees(degrees) })}
      />
      <Field label="Scale">
        {(id) => (
          <NumberInput
            id={id}
            value={transform.scale}
            step={0.05}
            min={0.001}
            max={1000}
            onValue={(scale) => void applyTransform({ ...transform, scale })}
          />
        )}
      </Field>
      <div className={classes.buttons}>
        <Button aria-pressed={tool === 'transform'} onClick={() => setTool('transform')}>
          Handles
        </Button>
        <Button onClick={() => void standOnFloor()}>Set on the floor</Button>
        <Button disabled={isUnmoved(transform)} onClick={() => void applyTransform(NO_TRANSFORM)}>
          Reset
        </Button>
      </div>
    </Section>
  )
}
