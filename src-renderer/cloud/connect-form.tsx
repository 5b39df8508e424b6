import { type FormEvent, useState } from 'react'
import { cloudProjectSchema } from '../../src-shared/cloud/cloud-project.ts'
import { useSettings } from '../settings/use-settings.ts'
import { studioClient } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { Fault } from '../ui/fault.tsx'
import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { useAttempt } from '../ui/use-attempt.ts'
import classes from './cloud-dialog.module.css'

export interface ConnectFormProps {
  readonly server: string | null
  /** Named by the environment: only shown. */
  readonly isFixed: boolean
}

/** Address and public key of the Supabase project. */
export function ConnectForm({ server, isFixed }: ConnectFormProps) {
  const [{ cloud }] = useSettings()
  const [url, setUrl] = useState(cloud?.url ?? '')
  const [anonKey, setAnonKey] = useState(cloud?.anonKey ?? '')
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const { fault, attempt } = useAttempt()
  const isChanged = url.trim() !== (cloud?.url ?? '') || anonKey.trim() !== (cloud?.anonKey ?? '')
  if (isFixed) {
    return (
      <section className={classes.part}>
        <h3>Supabase project</h3>
        <p className={classes.hint}>
          {server} (named by GLIMPSE3D_SUPABASE_URL and GLIMPSE3D_SUPABASE_ANON_KEY of the environment)
        </p>
      </section>
    )
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const parsed = cloudProjectSchema.safeParse({ url, anonKey })
    if (!parsed.success) {
      return setFaults(Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])))
    }
    setFaults({})
    void attempt(() => studioClient().api.setSettings({ cloud: parsed.data }))
  }
  const leave = () =>
    attempt(async () => {
      await studioClient().api.setSettings({ cloud: null })
      setUrl('')
      setAnonKey('')
      setFaults({})
    })
  return (
    <form className={classes.part} aria-label="Supabase project" onSubmit={save}>
      <h3>Supabase project</h3>
      <Field label="Address" hint="As on its page “API keys”." stacked>
        {(id) => (
          <Checked fault={faults.url}>
            <TextInput
              id={id}
              value={url}
              placeholder="https://….supabase.co"
              aria-invalid={faults.url !== undefined}
              onChange={({ target }) => setUrl(target.value)}
            />
          </Checked>
        )}
      </Field>
      <Field label="Key" hint="The publishable (anon) key. It is no secret; the secret one is refused." stacked>
        {(id) => (
          <Checked fault={faults.anonKey}>
            <TextInput
              id={id}
              value={anonKey}
              placeholder="sb_publishable_…"
              aria-invalid={faults.anonKey !== undefined}
              onChange={({ target }) => setAnonKey(target.value)}
            />
          </Checked>
        )}
      </Field>
      <div className={classes.buttons}>
        <Button type="submit" kind={cloud ? 'plain' : 'primary'} disabled={!isChanged}>
          {cloud ? 'Save' : 'Connect'}
        </Button>
        {cloud && (
          <Button kind="quiet" onClick={() => void leave()}>
            Forget this project
          </Button>
        )}
      </div>
      <Fault fault={fault} />
    </form>
  )
}

function Checked({ fault, children }: { readonly fault: string | undefined; readonly children: React.ReactNode }) {
  return (
    <>
      {children}
      <Fault fault={fault === undefined ? null : { message: fault }} />
    </>
  )
}
