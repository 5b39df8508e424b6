import { useState } from 'react'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { StudioError } from '../../src-shared/errors.ts'
import { studioClient } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { Fault } from '../ui/fault.tsx'
import classes from './cloud-dialog.module.css'
import { providerName } from './cloud-words.ts'

/** Signing in with a provider. A second attempt is taken in place of the first: the browser's page may have been closed. */
export function ProviderButtons({ providers }: { readonly providers: readonly string[] }) {
  const [waitsFor, setWaitsFor] = useState<string | null>(null)
  const [fault, setFault] = useState<StudioError | null>(null)
  const signInWith = async (provider: string) => {
    setFault(null)
    setWaitsFor(provider)
    try {
      await studioClient().api.signInWithProvider({ provider })
    } catch (cause) {
      const error = asStudioError(cause)
      if (error.code !== 'cancelled') setFault(error)
    }
    setWaitsFor((now) => (now === provider ? null : now))
  }
  return (
    <div>
      <p className={classes.or}>or in your browser</p>
      <div className={classes.buttons}>
        {providers.map((provider) => (
          <Button key={provider} onClick={() => void signInWith(provider)}>
            Sign in with {providerName(provider)}
          </Button>
        ))}
      </div>
      <p className={classes.hint} role="status">
        {waitsFor &&
          `Your browser has ${providerName(waitsFor)}’s page. Sign in there; the studio notices. If you have closed it, press the button again.`}
      </p>
      <Fault fault={fault} />
    </div>
  )
}
