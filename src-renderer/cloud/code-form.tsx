import { type FormEvent, useEffect, useRef, useState } from 'react'
import { studioClient } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { Fault } from '../ui/fault.tsx'
import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { useAttempt } from '../ui/use-attempt.ts'
import classes from './cloud-dialog.module.css'

/** Supabase's codes have six digits, unless the project is set otherwise. */
const LEAST_DIGITS = 4

/** The code that was sent to an address. It takes the focus: that is what comes next. */
export function CodeForm({ email }: { readonly email: string }) {
  const [code, setCode] = useState('')
  const { isBusy, fault, attempt } = useAttempt()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const signIn = (event: FormEvent) => {
    event.preventDefault()
    void attempt(() => studioClient().api.signInWithCode({ email, code }))
  }
  return (
    <form onSubmit={signIn}>
      <Field label="Code" hint={`The one in the last email to ${email}. Look among the junk mail too.`} stacked>
        {(id) => (
          <>
            <div className={classes.line}>
              <TextInput
                ref={field}
                id={id}
                inputMode="numeric"
                autoComplete="one-time-code"
                value={code}
                aria-invalid={fault !== null}
                onChange={({ target }) => setCode(target.value)}
              />
              <Button type="submit" kind="primary" aria-disabled={isBusy} disabled={code.trim().length < LEAST_DIGITS}>
                {isBusy ? 'Signing in…' : 'Sign in'}
              </Button>
            </div>
            <Fault fault={fault} />
          </>
        )}
      </Field>
    </form>
  )
}
