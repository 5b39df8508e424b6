import { type FormEvent, useState } from 'react'
import { studioClient } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { Fault } from '../ui/fault.tsx'
import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { useAttempt } from '../ui/use-attempt.ts'
import classes from './cloud-dialog.module.css'
import { CodeForm } from './code-form.tsx'
import { ProviderButtons } from './provider-buttons.tsx'

/** Signing in: by a code that comes by email, or with a provider in the system's browser. */
export function SignInForm({ providers }: { readonly providers: readonly string[] }) {
  const [email, setEmail] = useState('')
  /** Where a code was sent to, and the how manieth it is; null: none yet. */
  const [sent, setSent] = useState<{ readonly to: string; readonly number: number } | null>(null)
  const { isBusy, fault, attempt } = useAttempt()
  const to = email.trim()
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt(async () => {
      await studioClient().api.sendCloudCode({ email: to })
      setSent((last) => ({ to, number: (last?.number ?? 0) + 1 }))
    })
  }
  return (
    <section className={classes.part} aria-label="Sign in">
      <h3>Sign in</h3>
      <form onSubmit={send} noValidate>
        <Field
          label="Email"
          hint="A code is sent there. No password is needed; an account is made if there is none."
          stacked
        >
          {(id) => (
            <>
              <div className={classes.line}>
                <TextInput
                  id={id}
                  type="email"
                  autoComplete="email"
                  value={email}
                  aria-invalid={fault !== null}
                  onChange={({ target }) => setEmail(target.value)}
                />
                <Button type="submit" kind={sent ? 'plain' : 'primary'} aria-disabled={isBusy} disabled={to === ''}>
                  {isBusy ? 'Sending…' : sent ? 'Send again' : 'Send code'}
                </Button>
              </div>
              <Fault fault={fault} />
            </>
          )}
        </Field>
      </form>
      {sent && <CodeForm key={sent.number} email={sent.to} />}
      {providers.length > 0 && <ProviderButtons providers={providers} />}
    </section>
  )
}
