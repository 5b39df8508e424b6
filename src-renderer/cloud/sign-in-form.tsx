import { type FormEvent, useState } from 'react'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { studioClient } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/inputs.tsx'
import classes from './cloud-dialog.module.css'
import { providerName } from './cloud-words.ts'

/** Signing in: by a code that comes by email, or with a provider in the system's browser. */
export function SignInForm({ providers }: { readonly providers: readonly string[] }) {
  const [email, setEmail] = useState('')
  const [code, setCode] = useState('')
  /** Where a code was sent to; null: none yet. */
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [waitsFor, setWaitsFor] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const tell = (cause: unknown) => {
    const { code: kind, message, hint } = asStudioError(cause)
    if (kind !== 'cancelled') setFault(`${message} ${hint}`)
  }
  const attempt = async (work: () => Promise<unknown>) => {
    setFault(null)
    setBusy(true)
    await work().catch(tell)
    setBusy(false)
  }
  const { api } = studioClient()
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    const to = email.trim()
    await attempt(async () => {
      await api.sendCloudCode({ email: to })
      setSentTo(to)
      setCode('')
    })
  }
  const signIn = async (event: FormEvent) => {
    event.preventDefault()
    await attempt(() => api.signInWithCode({ email: sentTo ?? '', code }))
  }
  const signInWith = async (provider: string) => {
    setFault(null)
    setWaitsFor(provider)
    await api.signInWithProvider({ provider }).catch(tell)
    setWaitsFor((now) => (now === provider ? null : now))
  }
  return (
    <section className={classes.part} aria-label="Sign in">
      <h3>Sign in</h3>
      <form onSubmit={send}>
        <Field label="Email" hint="A code is sent there; no password is needed." stacked>
          {(id) => (
            <div className={classes.line}>
              <TextInput
                id={id}
                type="email"
                autoComplete="email"
                value={email}
                onChange={({ target }) => setEmail(target.value)}
              />
              <Button
                type="submit"
                kind={sentTo === null ? 'primary' : 'plain'}
                disabled={isBusy || email.trim() === ''}
              >
                {sentTo === null ? 'Send code' : 'Send again'}
              </Button>
            </div>
          )}
        </Field>
      </form>
      {sentTo !== null && (
        <form onSubmit={signIn}>
          <Field label="Code" hint={`The one in the last email to ${sentTo}.`} stacked>
            {(id) => (
              <div className={classes.line}>
                <TextInput
                  id={id}
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  value={code}
                  onChange={({ target }) => setCode(target.value)}
                />
                <Button type="submit" kind="primary" disabled={isBusy || code.trim().length < 4}>
                  Sign in
                </Button>
              </div>
            )}
          </Field>
        </form>
      )}
      {fault && (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
      {providers.length > 0 && (
        <div className={classes.buttons}>
          {providers.map((provider) => (
            <Button key={provider} onClick={() => void signInWith(provider)}>
              Sign in with {providerName(provider)}
            </Button>
          ))}
        </div>
      )}
      {waitsFor && (
        <p className={classes.hint} role="status">
          Your browser has {providerName(waitsFor)}’s page. Sign in there; the studio notices.
        </p>
      )}
    </section>
  )
}
