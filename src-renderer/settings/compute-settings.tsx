import { Field } from '../ui/field.tsx'
import { NumberInput } from '../ui/inputs.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Switch } from '../ui/switch.tsx'
import { MachineTable } from './machine-table.tsx'
import classes from './sections.module.css'
import { useSettings } from './use-settings.ts'

/** Offered when the person first chooses a number of their own. */
const cores = () => navigator.hardwareConcurrency || 4
const MAX_THREADS = 64

export function ComputeSettings() {
  const [{ backend, threads }, save] = useSettings()
  return (
    <>
      <section className={classes.part}>
        <Field label="Train with" hint="Automatic takes a graphics card where there is one, as found below.">
          {() => (
            <Segmented
              label="Train with"
              value={backend}
              options={[
                { value: 'auto', label: 'Automatic' },
                { value: 'cpu', label: 'Processor' },
                { value: 'webgpu', label: 'Graphics device' },
              ]}
              onValue={(backend) => save({ backend })}
            />
          )}
        </Field>
        <Field label="One thread a core" hint="Off: leave some cores to other programs while a run computes.">
          {(id) => (
            <Switch
              id={id}
              checked={threads === null}
              onChecked={(all) => save({ threads: all ? null : Math.min(MAX_THREADS, Math.max(1, cores() - 1)) })}
            />
          )}
        </Field>
        {threads !== null && (
          <Field label="Threads of a run">
            {(id) => (
              <NumberInput
                id={id}
                value={threads}
                min={1}
                max={MAX_THREADS}
                digits={0}
                onValue={(value) => save({ threads: Math.round(value) })}
              />
            )}
          </Field>
        )}
      </section>
      <section className={classes.part}>
        <h3>What this machine can do</h3>
        <MachineTable />
      </section>
    </>
  )
}
