import { Dialog } from '../ui/dialog.tsx'
import { Account } from './account.tsx'
import classes from './cloud-dialog.module.css'
import { CloudLimits } from './cloud-limits.tsx'
import { CloudProjects } from './cloud-projects.tsx'
import { useCloud } from './cloud-store.ts'
import { ConnectForm } from './connect-form.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** The cloud: which one it is, who is signed in, what is kept there and at what pace. */
export function CloudDialog({ onClose }: { readonly onClose: () => void }) {
  const cloud = useCloud(({ cloud }) => cloud)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Cloud"
      description="Projects that you keep in a Supabase project of yours follow you from machine to machine. All else stays here."
      size="large"
    >
      {cloud?.isOpen ? (
        <>
          {cloud.error && (
            <p className={classes.error} role="alert">
              {cloud.error.message} <span>{cloud.error.hint}</span>
            </p>
          )}
          {cloud.user !== null && <Account user={cloud.user} />}
          {cloud.user !== null && <CloudProjects projects={cloud.projects} />}
          {cloud.user === null && cloud.server !== null && <SignInForm providers={cloud.providers} />}
          {cloud.user !== null && <CloudLimits />}
          <ConnectForm server={cloud.server} isFixed={cloud.isFixed} />
        </>
      ) : (
        <p className={classes.hint} role="status">
          Looking who is signed in…
        </p>
      )}
    </Dialog>
  )
}
