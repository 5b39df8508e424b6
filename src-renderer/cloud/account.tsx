import { UserCircleIcon } from '@phosphor-icons/react/dist/csr/UserCircle'
import { Button } from '../ui/button.tsx'
import { signOut } from './cloud-actions.ts'
import classes from './cloud-dialog.module.css'

/** Who is signed in. */
export function Account({ user }: { readonly user: string }) {
  return (
    <section className={`${classes.part} ${classes.account}`} aria-label="Account">
      <UserCircleIcon size={26} />
      <p>
        Signed in as <strong>{user || 'somebody without an email address'}</strong>
      </p>
      <Button onClick={() => void signOut()}>Sign out</Button>
    </section>
  )
}
