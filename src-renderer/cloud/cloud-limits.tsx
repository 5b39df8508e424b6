import { useSettings } from '../settings/use-settings.ts'
import { Field } from '../ui/field.tsx'
import { NumberInput } from '../ui/inputs.tsx'
import { Switch } from '../ui/switch.tsx'
import classes from './cloud-dialog.module.css'

/** Offered when the person first wants a limit: a video call has room beside it on a slow line. */
const FIRST_LIMIT = 512
const LEAST = 8
const MOST = 10_000_000

/** At what pace, and over which networks, the sync works. */
export function CloudLimits() {
  const [{ syncLimit, syncOnMetered }, save] = useSettings()
  return (
    <section className={classes.part}>
      <h3>Network</h3>
      <Field
        label="Not on metered networks"
        hint="Wait while the system says that the network costs by the byte, such as a phone’s."
      >
        {(id) => <Switch id={id} checked={!syncOnMetered} onChecked={(wait) => save({ syncOnMetered: !wait })} />}
      </Field>
      <Field label="Limit the bandwidth" hint="Leave some of the line to other programs.">
        {(id) => (
          <Switch
            id={id}
            checked={syncLimit !== null}
            onChecked={(limit) => save({ syncLimit: limit ? FIRST_LIMIT : null })}
          />
        )}
      </Field>
      {syncLimit !== null && (
        <Field label="At most, each way">
          {(id) => (
            <NumberInput
              id={id}
              value={syncLimit}
              min={LEAST}
              max={MOST}
              step={64}
              digits={0}
              unit="KiB/s"
              onValue={(value) => save({ syncLimit: Math.round(value) })}
            />
          )}
        </Field>
      )}
    </section>
  )
}
