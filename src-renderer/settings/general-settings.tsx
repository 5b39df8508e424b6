import { PRESET_NAMES, PRESETS, type PresetName } from '../../src-shared/presets.ts'
import { Field } from '../ui/field.tsx'
import { Segmented } from '../ui/segmented.tsx'
import classes from './sections.module.css'
import { useSettings } from './use-settings.ts'

const WORDS: Readonly<Record<PresetName, { readonly title: string; readonly text: string }>> = {
  fast: { title: 'Fast', text: 'To see whether the photos will do: coarse, in a few minutes.' },
  balanced: { title: 'Balanced', text: 'For most models: a clean surface and texture.' },
  quality: { title: 'Quality', text: 'Fine detail, with patience: several times as long.' },
}

export function GeneralSettings() {
  const [{ theme, preset }, save] = useSettings()
  return (
    <>
      <section className={classes.part}>
        <Field label="Theme" hint="Dark judges colours best; light suits a bright room.">
          {() => (
            <Segmented
              label="Theme"
              value={theme}
              options={[
                { value: 'system', label: 'As the system' },
                { value: 'dark', label: 'Dark' },
                { value: 'light', label: 'Light' },
              ]}
              onValue={(theme) => save({ theme })}
            />
          )}
        </Field>
      </section>
      <section className={classes.part}>
        <h3 id="preset-heading">Preset of new runs</h3>
        <div role="radiogroup" aria-labelledby="preset-heading" className={classes.presets}>
          {PRESET_NAMES.map((name) => (
            <label key={name} className={classes.preset}>
              <input type="radio" name="preset" checked={preset === name} onChange={() => save({ preset: name })} />
              <span>
                <strong>{WORDS[name].title}</strong>
                <p>{WORDS[name].text}</p>
                <p className={classes.hint}>{figures(name)}</p>
              </span>
            </label>
          ))}
        </div>
      </section>
    </>
  )
}

function figures(name: PresetName): string {
  const { photoWidth, steps, splatBudget, textureSize } = PRESETS[name]
  const count = (value: number) => value.toLocaleString('en')
  return `Photos at ${photoWidth} px · ${count(steps)} steps · up to ${count(splatBudget)} splats · texture ${count(textureSize)} px`
}
