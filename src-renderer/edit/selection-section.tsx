import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/section.tsx'
import { Slider, type SliderProps } from '../ui/slider.tsx'
import { Switch } from '../ui/switch.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { hideSplats, select } from './edit-actions.ts'
import classes from './edit-panel.module.css'
import { useEdits } from './edit-store.ts'

/** How much is selected, and ways to select that need no pointer. */
export function SelectionSection() {
  const { selected, left, hidden, onlyFront, brushRadius, tool } = useEdits()
  const [opacity, setOpacity] = useState(0.1)
  const [size, setSize] = useState(5)
  return (
    <Section title="Selection" aside={`${selected.toLocaleString('en')} of ${left.toLocaleString('en')}`}>
      <div className={classes.buttons}>
        <Button onClick={() => void select({ by: 'all' })}>All</Button>
        <Button disabled={selected === 0} onClick={() => void select({ by: 'none' })}>
          None
        </Button>
        <Button onClick={() => void select({ by: 'invert' })}>Invert</Button>
      </div>
      <Field label="Only what is in front" hint="Tools leave out what other splats hide">
        {(id) => (
          <Switch id={id} checked={onlyFront} onChecked={(checked) => useEdits.setState({ onlyFront: checked })} />
        )}
      </Field>
      {tool === 'brush' && (
        <Field label={`Brush: ${Math.round(brushRadius)} px`} stacked>
          {(id) => (
            <Slider
              id={id}
              label="Radius of the brush"
              value={brushRadius}
              min={2}
              max={300}
              onValue={(value) => useEdits.setState({ brushRadius: value })}
            />
          )}
        </Field>
      )}
      <SelectBeyond
        title={`Fainter than ${Math.round(100 * opacity)} %`}
        label="Opacity below which splats are selected"
        value={opacity}
        min={0.01}
        max={0.9}
        step={0.01}
        onValue={setOpacity}
        onSelect={() => void select({ by: 'opacity', below: opacity })}
      />
      <SelectBeyond
        title={`Longer than ${size} × the usual splat`}
        label="Size above which splats are selected"
        value={size}
        min={1.5}
        max={20}
        step={0.5}
        onValue={setSize}
        onSelect={() => void select({ by: 'size', above: size })}
      />
      <div className={classes.buttons}>
        <Tooltip text="Selects all splats of about the colour of those that are selected">
          <Button disabled={selected === 0} onClick={() => void select({ by: 'colour', tolerance: 0.08 })}>
            Similar colour
          </Button>
        </Tooltip>
        {hidden > 0 && <Button onClick={() => void hideSplats(null)}>Show {hidden.toLocaleString('en')} hidden</Button>}
      </div>
    </Section>
  )
}

interface SelectBeyondProps extends SliderProps {
  /** Above the slider: what is selected with its present value. */
  readonly title: string
  readonly onSelect: () => void
}

/** A bound, and the button that selects what lies beyond it. */
function SelectBeyond({ title, onSelect, ...slider }: SelectBeyondProps) {
  return (
    <Field label={title} stacked>
      {(id) => (
        <div className={classes.row}>
          <Slider {...slider} id={id} />
          <Button onClick={onSelect}>Select</Button>
        </div>
      )}
    </Field>
  )
}
