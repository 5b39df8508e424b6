import { UserCircleIcon } from '@phosphor-icons/react/dist/csr/UserCircle'
import { studioClient } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { Fault } from '../ui/fault.tsx'
import { useAttempt } from '../ui/use-attempt.ts'
import classes from './cloud-dialog.module.css'

/** Who is signed in. */
export function Account({ user }: { readonly user: string }) {
  const { fault, attempt } = useAttempt()
  return (
    <section className={`${classes.part} ${classes.account}`} aria-label="Account">
      <UserCircleIcon size={26} />
      <div className={classes.who}>
        <p>
          Signed in as <strong>{user || 'somebody without an email address'}</strong>
        </p>
        <Fault fault={fault} />
      </div>
      <Button onClick={() => void attempt(() => studioClient().api.signOutOfCloud({}))}>Sign out</Button>
    </section>
  )
}
